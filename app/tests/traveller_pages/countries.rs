//! The lists of countries that travellers choose from.

use crate::fake::FakeService;
use crate::site::{open_page, site};

/// A traveller types the first letters of the word that they use.
#[tokio::test]
async fn countries_have_their_everyday_names() {
    let seen = async |path, signed_in| {
        let answer = open_page(site(FakeService::drafting(), signed_in), path).await;
        answer.body.replace("<!>", "")
    };
    let nationalities = seen("/apply?nationality=NLD&kind=ordinary", false).await;
    for option in [
        "<option value=\"KOR\">South Korea</option>",
        "<option value=\"KOR\">Korea, South – South Korea</option>",
        "<option value=\"LAO\">Laos</option>",
        "<option value=\"NLD\" selected>Netherlands</option>",
        "<option value=\"NLD\">Holland – Netherlands</option>",
        "<option value=\"CHN\">Hong Kong – China</option>",
    ] {
        assert!(
            nationalities.contains(option),
            "{option} in {nationalities}"
        );
    }
    for none in ["Antarctica", "Greenland"] {
        assert!(!nationalities.contains(none), "{none}");
    }
    let residences = seen("/apply/contact", true).await;
    assert!(residences.contains("<option value=\"HKG\">Hong Kong</option>"));
    assert!(residences.contains(">Kosovo<") && !residences.contains("Hong Kong – China"));
}

//! The layouts of the e-visa and of the V-Pass: what each says, from head to foot.

use super::contents::{Below, Detail, Sheetful};
use super::file::{Title, write};
use super::labels::{Label, entries, stay};
use super::sheet::Lead;
use super::{foot, head, person};
use crate::documents::qr::QrMatrix;
use crate::documents::{DocumentError, Documents, EntryPoints, PassFacts, VisaFacts};
use app::text::visa_type;
use app::text::{date, label_key, money, text, text_with};
use domain::law::overstay::FINE_PER_DAY;
use domain::person::full_name;
use domain::typed_text::TypedText;

fn detail(label: Label, value: String, lead: Lead, columns: u16) -> Detail {
    Detail {
        label,
        value,
        lead,
        columns,
    }
}

pub(in crate::documents) fn visa(
    documents: &Documents,
    facts: &VisaFacts,
    seal: &[u8],
    photo: &[u8],
) -> Result<Vec<u8>, DocumentError> {
    let state = documents.signer.issuing_state();
    let (number, reference) = (facts.number.clone(), facts.reference.clone());
    let passport = facts.holder.passport_number.clone();
    let sheetful = Sheetful {
        name: Label::of("document-visa"),
        number: &facts.number,
        holder: &facts.holder,
        first: vec![
            detail(Label::of("document-visa-number"), number, Lead::First, 4),
            detail(
                Label::of("document-enter-by"),
                date(facts.valid_until),
                Lead::First,
                4,
            ),
            detail(Label::of("document-stay"), stay(facts.stay), Lead::First, 4),
        ],
        details: vec![
            detail(
                Label::of("document-visa-type"),
                visa_type(facts.visa_type),
                Lead::Plain,
                3,
            ),
            detail(
                Label::of("document-entries"),
                entries(facts.entries),
                Lead::Plain,
                3,
            ),
            detail(
                Label::of("document-issued-on"),
                date(facts.issued_on),
                Lead::Plain,
                3,
            ),
            detail(Label::of("document-application"), reference, Lead::Plain, 3),
        ],
        mrz: facts.mrz(state)?,
        steps: vec![
            text_with("document-visa-show", &[("passport", passport)]),
            text_with("document-visa-by", &[("until", date(facts.valid_until))]),
            text("document-visa-then"),
            ask(documents, &facts.reference),
        ],
        below: entry_points(&facts.entry_points),
        issuer: text("document-visa-issuer"),
        verify: text("document-visa-verify"),
        code: text("document-visa-code"),
        reference: &facts.reference,
        dated: facts.issued_on,
    };
    page(documents, &sheetful, seal, photo)
}

pub(in crate::documents) fn pass(
    documents: &Documents,
    facts: &PassFacts,
    seal: &[u8],
    photo: &[u8],
) -> Result<Vec<u8>, DocumentError> {
    let state = documents.signer.issuing_state();
    let (number, reference) = (facts.number.clone(), facts.reference.clone());
    let passport = facts.holder.passport_number.clone();
    let last = date(facts.last_permitted_day);
    let port = facts.port_name.clone();
    let sheetful = Sheetful {
        name: Label::of("document-pass"),
        number: &facts.number,
        holder: &facts.holder,
        first: vec![
            detail(Label::of("document-pass-number"), number, Lead::First, 4),
            detail(Label::of("document-last-day"), last.clone(), Lead::First, 4),
            detail(
                Label::of("document-entered-on"),
                date(facts.entered_on),
                Lead::First,
                4,
            ),
        ],
        details: vec![
            detail(Label::of("document-port"), port, Lead::Plain, 6),
            detail(
                Label::of("document-issued-on"),
                date(facts.issued_on),
                Lead::Plain,
                3,
            ),
            detail(Label::of("document-application"), reference, Lead::Plain, 3),
        ],
        mrz: facts.mrz(state)?,
        steps: vec![
            text_with("document-pass-show", &[("passport", passport)]),
            text_with("document-pass-by", &[("last", last)]),
            ask(documents, &facts.reference),
        ],
        below: after_the_last_day(),
        issuer: text("document-pass-issuer"),
        verify: text("document-pass-verify"),
        code: text("document-pass-code"),
        reference: &facts.reference,
        dated: facts.issued_on,
    };
    page(documents, &sheetful, seal, photo)
}

/// The ports that take the e-visa, by kind.
fn entry_points(points: &EntryPoints) -> Below {
    let heading = Label {
        english: text_with("document-entry-points-on", &[("date", date(points.on))]),
        ..Label::of("document-entry-points")
    };
    let columns = points.by_kind().into_iter().map(|(kind, names)| {
        let label = Label::of(&label_key("document-port", kind));
        (label, names.join(" · "))
    });
    Below {
        heading,
        columns: columns.collect(),
    }
}

/// What a longer stay needs, and what it costs without leave (Art. 19, 24).
fn after_the_last_day() -> Below {
    let fine = text_with("document-fine-says", &[("amount", money(FINE_PER_DAY))]);
    Below {
        heading: Label::of("document-longer"),
        columns: vec![
            (
                Label::of("document-extension"),
                text("document-extension-says"),
            ),
            (Label::of("document-fine"), fine),
            (
                Label::of("document-departure"),
                text("document-departure-says"),
            ),
        ],
    }
}

/// Whom to ask.
fn ask(documents: &Documents, reference: &str) -> String {
    let address = documents.public_url.clone();
    text_with(
        "document-ask",
        &[("address", address), ("reference", reference.to_owned())],
    )
}

fn page(
    documents: &Documents,
    sheetful: &Sheetful,
    seal: &[u8],
    photo: &[u8],
) -> Result<Vec<u8>, DocumentError> {
    let url = documents.seal_url(seal);
    let matrix = QrMatrix::of(&url)?;
    let holder = sheetful.holder;
    let name = full_name(&holder.surname, &holder.given_names);
    let title = text_with(
        "document-title",
        &[
            ("document", sheetful.name.english.clone()),
            ("number", sheetful.number.to_owned()),
            ("name", TypedText::Phrase.fold(&name)),
        ],
    );
    let title = Title {
        text: &title,
        id: format!("{} {}", sheetful.name.english, sheetful.number),
        dated: sheetful.dated,
    };
    write(&documents.type_set, &title, |sheet| {
        let y = head::draw(sheet, sheetful, documents.demo);
        let y = person::draw(sheet, holder, photo, y)?;
        let y = head::details(sheet, &sheetful.details, y);
        foot::draw(sheet, sheetful, documents, (&url, &matrix), y);
        Ok(())
    })
}

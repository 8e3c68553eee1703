//! Pages for verifying a document and for opening a pass. `/verify` carries the island
//! [`PassVerifier`](crate::islands::PassVerifier), which verifies on the device; without it the
//! same form posts to the server and ends on `/verify/result`.

mod card;
mod document;
mod evisa;
mod google;
mod pass;
mod texts;

use crate::route::route;
use leptos_router::any_nested_route::AnyNestedRoute;
use leptos_router::path;

pub use texts::text_by_key;

pub fn routes() -> Vec<AnyNestedRoute> {
    vec![
        route(path!("/v/:secret"), pass::page),
        route(path!("/e/:secret"), evisa::page),
        route(path!("/v/:secret/google"), google::page),
        route(path!("/verify"), document::page),
        // The same for codes, whose addresses are in capitals (`domain::doc9303::seal::address`).
        route(path!("/V"), document::page),
        route(path!("/verify/result"), document::result),
    ]
}

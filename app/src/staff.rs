//! Pages of consular staff: signing in, the queue, a case, refunds. A new page is a function in a
//! file of its own, a line in [`routes`], and, where people shall find it, one in
//! `components::navigation`.

mod account;
mod case;
mod mails;
mod moment;
mod password;
mod queue;
mod refunds;
mod sign_in;

use crate::route::route;
use leptos_router::any_nested_route::AnyNestedRoute;
use leptos_router::path;

pub fn routes() -> Vec<AnyNestedRoute> {
    vec![
        route(path!("/staff"), sign_in::start),
        route(path!("/staff/sign-in"), sign_in::page),
        route(path!("/staff/password"), password::page),
        route(path!("/staff/account"), account::page),
        route(path!("/staff/queue"), queue::page),
        route(path!("/staff/cases/:id"), case::page),
        route(
            path!("/staff/cases/:id/correction"),
            case::decision_forms::correction,
        ),
        route(
            path!("/staff/cases/:id/denial"),
            case::decision_forms::denial,
        ),
        route(path!("/staff/refunds"), refunds::page),
        route(path!("/staff/mails"), mails::page),
    ]
}

//! Pages of border officers: find, see who may come in, admit, refuse, record a departure. A new
//! action is a file beside [`admit`] and a line in [`routes`]; [`crossing`] holds what actions share.

mod access;
mod admit;
mod crossing;
mod depart;
mod find;
mod people;
mod person;
mod refuse;

use crate::route::route;
use leptos_router::any_nested_route::AnyNestedRoute;
use leptos_router::path;

pub fn routes() -> Vec<AnyNestedRoute> {
    vec![
        route(path!("/border"), find::page),
        route(path!("/border/people/:key"), people::page),
        route(path!("/border/person/:case"), person::page),
        route(path!("/border/admit/:case"), admit::page),
        route(path!("/border/refuse/:case"), refuse::page),
        route(path!("/border/depart/:case"), depart::page),
    ]
}

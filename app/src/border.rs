//! Pages of border officers: finding a traveller, access, and the three actions. A new action is a
//! file beside [`admit`] and a line in [`routes`]; [`crossing`] holds the parts that all three
//! share.

mod access;
mod admit;
mod companions;
mod crossing;
mod depart;
mod expected;
mod facts;
mod find;
mod here;
mod offline;
mod pass;
mod people;
mod person;
mod provisional;
mod recorded;
mod refuse;
mod shift;
mod walk_in;

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
        route(path!("/border/pass/:case"), pass::page),
        route(path!("/border/walk-in"), walk_in::page),
        route(path!("/staff/expected"), expected::page),
        route(path!("/border/offline"), offline::page),
        route(path!("/staff/shift"), shift::page),
        route(path!("/staff/provisional"), provisional::page),
    ]
}

//! Pages of travellers: before applying, applying, paying, following. Each page is one file, with
//! the server function of its form; its route is a line here.

pub mod access;
pub mod apply;
mod card;
mod carried;
pub mod email;
pub mod everywhere;
mod landing;
mod lost_pass;
mod pay;
mod privacy;
mod rules;
pub mod status;
pub mod steps;
mod steps_bar;
mod visa_need;
mod withdraw;

use crate::route::route;
use leptos_router::any_nested_route::AnyNestedRoute;
use leptos_router::path;

pub fn routes() -> Vec<AnyNestedRoute> {
    vec![
        route(path!("/"), landing::page),
        route(path!("/visa-need"), visa_need::page),
        route(path!("/arrival"), card::page),
        route(path!("/card-link/:secret"), card::from_mail::page),
        route(path!("/card/:secret"), card::shown::page),
        route(path!("/card/:secret/add"), card::travellers::add),
        route(
            path!("/card/:secret/traveller/:traveller"),
            card::travellers::change,
        ),
        route(path!("/card/:secret/change"), card::change),
        route(path!("/apply"), apply::start::page),
        route(path!("/apply/passport/:traveller"), apply::passport::page),
        route(path!("/apply/trip"), apply::trip::page),
        route(path!("/apply/contact"), apply::contact::page),
        route(path!("/apply/photo/:traveller"), apply::photo::page),
        route(path!("/apply/travellers"), apply::travellers::page),
        route(path!("/apply/check"), apply::check::page),
        route(path!("/apply/declaration"), apply::declaration::page),
        route(path!("/apply/email"), email::page),
        route(path!("/resume"), steps::resume),
        route(path!("/pay"), pay::page),
        route(path!("/pay/done"), pay::done),
        route(path!("/pay/cancelled"), pay::cancelled),
        route(path!("/status"), status::page),
        route(path!("/withdraw/:traveller"), withdraw::page),
        route(path!("/check"), access::check),
        route(path!("/link/:token"), access::link),
        route(path!("/link-sent"), access::link_sent),
        route(path!("/lost-pass"), lost_pass::page),
        route(path!("/pass-sent"), lost_pass::sent),
        route(path!("/leave"), access::leave_page),
        route(path!("/rules"), rules::page),
        route(path!("/privacy"), privacy::page),
        route(path!("/source"), privacy::source),
    ]
}

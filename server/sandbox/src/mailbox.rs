//! The mailbox: an SMTP server that stores every mail, and pages to read them.

pub mod pages;
mod parsed_mail;
pub mod smtp;

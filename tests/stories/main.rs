//! The stories: the whole system, used by the people it is made for, over real HTTP with the programs that are shipped.
//!
//! A story reads like use: a seller redeems a card, the line to headquarters breaks, a clerk closes a case. What the
//! stories do not do is look for the unexpected in many thousand orders of events; the simulation does that.
#![allow(clippy::unwrap_used, clippy::expect_used)] // Tests.

mod support;

mod absences;
mod appointments;
mod board;
mod book_appointment;
mod calendars;
mod cards;
mod cascade;
mod cases;
mod customer_codes;
mod customers;
mod drawings;
mod enrolment;
mod faults;
mod forms;
mod goods;
mod hand_over;
mod hints;
mod leads;
mod measuring;
mod offers;
mod on_site;
mod paper;
mod parity;
mod photos;
mod pictures;
mod plan;
mod prices;
mod proposals;
mod redeem_card;
mod redeem_elsewhere;
mod redeem_refused;
mod sale;
mod scan_pictures;
mod scan_products;
mod security;
mod sign_in;
mod subscriptions;
mod two_servers;
mod units;
mod visits;
mod waitlist;
mod work_orders;

//! The real window: the built app under Xvfb, driven through WebKitWebDriver, against a real headquarters over a line
//! that the story cuts. Nothing here is played by a stand-in.
//!
//! Says why and passes where the programs that it needs are missing, unless `TENON_REQUIRE_WINDOW=1`.

mod display;
mod line;
mod programs;
mod showroom;
mod webdriver;

use std::process::ExitStatus;

use programs::Programs;
use showroom::Showroom;
use webdriver::{Key, css, xpath};

const SELLERS_PIN: &str = "1234";

#[test]
fn a_card_redeemed_without_a_network_reaches_head_office() {
    let Some(programs) = Programs::found() else { return };
    let showroom = Showroom::open(&programs);
    let card = showroom.sold_cards().into_iter().next().expect("the demonstration has no card to redeem");
    let window = showroom.window();

    // The seller signs in.
    window.find(&xpath("//button[.//small='导购']")).click();
    for digit in SELLERS_PIN.chars() {
        window.find(&button(&digit.to_string())).click();
    }
    window.find(&button("登录")).click();

    // She finds a product, with its picture.
    window.find(&css("input[type=search]")).type_text("橱柜");
    let hit = window.find(&css("main li button mark"));
    assert_eq!(hit.text(), "橱柜", "the words that were typed are marked in the hits");
    window.wait_until(
        "a picture of a hit is drawn",
        "return [...document.querySelectorAll('main li img')].some((one) => one.naturalWidth > 0)",
    );
    window.picture("1-search");

    // The network goes away. She redeems a card all the same.
    showroom.line.cut();
    window.find(&css("nav a[href='#/scan']")).click();
    window.find(&css("#number")).type_text(&card).press(Key::Enter);
    window.find(&xpath("//h2[.='有效，可以核销']"));
    window.find(&xpath("//button[starts-with(normalize-space(), '核销')]")).click();
    window.find(&xpath("//h2[.='有效，已核销']"));
    window.find(&xpath("//*[contains(@class, 'verdict')]//*[starts-with(normalize-space(), '已存本机')]"));
    window.find(&xpath("//nav//button[contains(@aria-label, '离线')]"));
    window.picture("2-saved-here");
    assert!(showroom.sold_cards().contains(&card), "head office cannot have heard of it");

    // The network comes back, and nobody has to do anything.
    showroom.line.mend();
    window.find(&xpath("//*[contains(@class, 'verdict')]//*[normalize-space()='总部已确认']"));
    window.picture("3-confirmed");
    assert!(!showroom.sold_cards().contains(&card), "head office has the redemption");

    assert_eq!(window.broken_rules(), Vec::<String>::new(), "the content security policy stopped something");
    window.close();
}

#[test]
fn data_of_a_newer_version_are_not_touched() {
    let Some(programs) = Programs::found() else { return };
    let showroom = Showroom::open(&programs);
    showroom.pretend_newer_data();
    let window = showroom.window();
    let said = window.find(&css("[role=alert], [aria-live]"));
    assert!(said.text().contains("新版应用"), "{}", said.text());
    window.picture("newer-data");
    window.close();
}

#[test]
fn the_app_ends_when_the_system_asks() {
    let Some(programs) = Programs::found() else { return };
    let showroom = Showroom::open(&programs);
    let mut app = showroom.app_alone();
    app.wait_for_line("the window is open");
    app.terminate();
    let ended: ExitStatus = app.wait();
    assert_eq!(ended.code(), Some(0), "it ended by itself, not by the signal");
}

fn button(name: &str) -> webdriver::Locator {
    xpath(&format!("//button[normalize-space()='{name}']"))
}

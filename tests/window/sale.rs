//! A sale in the real window, without a network from the check-in to the saved contract, and what comes of it.

use std::fs;
use std::path::Path;

use crate::programs::Programs;
use crate::showroom::Showroom;
use crate::webdriver::{Key, Window, css, xpath};
use crate::{button, field, in_dialog, sign_in};

const MANAGERS_PIN: &str = "2580";
/// The seller's plus is pressed this often at most before the manager has to be asked.
const PRESSES: usize = 12;

/// What the screens say, in one of their languages.
struct Words {
    language: &'static str,
    name: &'static str,
    redeem: &'static str,
    done: &'static str,
    sofa: &'static str,
    add: &'static str,
    /// The condition of the button that takes more off.
    more: &'static str,
    ask: &'static str,
    grant: &'static str,
    sign: &'static str,
    reference: &'static str,
    fingerprint: &'static str,
    received: &'static str,
    part: &'static str,
    contract: &'static str,
    save: &'static str,
    close: &'static str,
    confirmed: &'static str,
}

const CHINESE: Words = Words {
    language: "zh-CN",
    name: "怎么称呼",
    redeem: "核销，抵",
    done: "好了",
    sofa: "沙发",
    add: "加进报价",
    more: "starts-with(@aria-label, '多让')",
    ask: "请店长批准",
    grant: "批准",
    sign: "请顾客签字",
    reference: "小票号",
    fingerprint: "指纹",
    received: "收到",
    part: "付了一部分",
    contract: "合同",
    save: "保存文件",
    close: "关闭",
    confirmed: "总部已确认",
};

const ENGLISH: Words = Words {
    language: "en",
    name: "Name",
    redeem: "Redeem",
    done: "Done",
    sofa: "sofa",
    add: "Add to quote",
    more: "contains(@aria-label, ' more')",
    ask: "Ask the manager",
    grant: "Approve",
    sign: "Let the customer sign",
    reference: "Number of the slip",
    fingerprint: "fingerprint",
    received: "Received",
    part: "Partly paid",
    contract: "Contract",
    save: "Save the file",
    close: "Close",
    confirmed: "Confirmed by head office",
};

#[test]
#[ignore = "needs the built app: ./dev test window"]
fn a_sale_is_made_without_a_network_and_its_contract_saved() {
    sells(&CHINESE);
}

#[test]
#[ignore = "needs the built app: ./dev test window"]
fn a_sale_is_made_in_english_too() {
    sells(&ENGLISH);
}

fn sells(said: &Words) {
    let Some(programs) = Programs::found() else { return };
    let showroom = Showroom::open(&programs);
    let card = showroom.sold_cards().into_iter().next().expect("the demonstration has no card to redeem");
    let window = showroom.window();
    sign_in(&window);
    window.speak(said.language);
    let [orders, payments] = showroom.sales();
    showroom.line.cut();

    // A customer comes in with a card.
    window.find(&css("nav a[href='#/customers']")).click();
    window.find(&field(said.name)).type_text("吴女士");
    window.find(&css("#bench button[type=submit]")).click();
    window.find(&css("nav a[href='#/scan']")).click();
    window.find(&css("#number")).type_text(&card).press(Key::Enter);
    window.find(&xpath(&format!("//button[starts-with(normalize-space(), '{}')]", said.redeem))).click();
    window.find(&button(said.done)).click();

    // She likes a sofa, and gets more off than the seller may give.
    window.find(&css("nav a[href='#/find']")).click();
    window.find(&css("input[type=search]")).type_text(said.sofa);
    window.find(&css("main .scroller li button")).click();
    window.find(&button(said.add)).click();
    ask_the_manager(&window, said);
    window.picture(&format!("sale-1-asked-{}", said.language));
    window.find(&css("[role=dialog] input")).type_text(MANAGERS_PIN);
    window.find(&in_dialog(&format!("button[normalize-space()='{}']", said.grant))).click();

    // She signs, and pays a part.
    window.find(&button(said.sign)).click();
    window.find(&field(said.reference)).type_text("403118");
    window.find(&css("[role=dialog] .pad")).write();
    window.find(&in_dialog(&format!("*[contains(text(), '{}')]", said.fingerprint)));
    window.picture(&format!("sale-2-signed-{}", said.language));
    window.find(&in_dialog(&format!("button[starts-with(normalize-space(), '{}')]", said.received))).click();
    window.find(&xpath(&format!("//*[@id='bench']//*[contains(normalize-space(), '{}')]", said.part)));

    // The contract can be looked at, and is saved as a file.
    window.find(&xpath(&format!("//main//button[normalize-space()='{}']", said.contract))).click();
    window.find(&css("[role=dialog] .pages img"));
    window.wait_until(
        "the page is drawn",
        "return [...document.querySelectorAll('[role=dialog] .pages img')].every((one) => one.naturalWidth > 0)",
    );
    window.picture(&format!("sale-3-contract-{}", said.language));
    window.find(&button(said.save)).click();
    let place = window.find(&in_dialog("*[@role='alert']//p[contains(., '.pdf')]")).text();
    let saved = fs::read(Path::new(place.trim())).expect("the file that the screen names");
    assert!(saved.starts_with(b"%PDF-") && saved.len() > 10_000, "{} bytes", saved.len());
    window.picture(&format!("sale-4-saved-{}", said.language));
    window.find(&in_dialog(&format!("button[@aria-label='{0}' or normalize-space()='{0}']", said.close))).click();

    // The network comes back, and head office has the order.
    assert_eq!(showroom.sales(), [orders, payments], "head office cannot have heard of it");
    showroom.line.mend();
    window.find(&xpath(&format!("//main//*[normalize-space()='{}']", said.confirmed)));
    window.picture(&format!("sale-5-confirmed-{}", said.language));
    assert_eq!(showroom.sales(), [orders + 1, payments + 1], "head office has the order and its payment");
    assert_eq!(window.broken_rules(), Vec::<String>::new(), "the content security policy stopped something");
    window.close();
}

/// Takes more and more off until it is more than the seller may give.
fn ask_the_manager(window: &Window, said: &Words) {
    let more = xpath(&format!("//*[@id='bench']//button[{}]", said.more));
    let asks = format!(
        "return [...document.querySelectorAll('#bench button')].some((one) => one.textContent.includes('{}'))",
        said.ask
    );
    // The quote arrives on the bench.
    window.find(&more);
    for _ in 0..PRESSES {
        if window.run(&asks) == true {
            break;
        }
        let was = window.run("return document.querySelector('#bench output').textContent");
        window.find(&more).click();
        window.wait_until(
            "another discount",
            &format!("return document.querySelector('#bench output').textContent !== {was}"),
        );
    }
    window.find(&button(said.ask)).click();
}

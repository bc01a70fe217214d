//! A sale in the real window, without a network from the check-in to the saved contract, and what comes of it.

use std::fs;
use std::path::Path;

use crate::programs::Programs;
use crate::showroom::Showroom;
use crate::webdriver::{Key, Locator, Window, css, xpath};
use crate::{button, sign_in};

const MANAGERS_PIN: &str = "2580";
/// The seller's plus is pressed this often at most before the manager has to be asked.
const PRESSES: usize = 12;

#[test]
#[ignore = "needs the built app: ./dev test window"]
fn a_sale_is_made_without_a_network_and_its_contract_saved() {
    let Some(programs) = Programs::found() else { return };
    let showroom = Showroom::open(&programs);
    let card = showroom.sold_cards().into_iter().next().expect("the demonstration has no card to redeem");
    let window = showroom.window();
    sign_in(&window);
    let [orders, payments] = showroom.sales();
    showroom.line.cut();

    // A customer comes in with a card.
    window.find(&css("nav a[href='#/customers']")).click();
    window.find(&field("怎么称呼")).type_text("吴女士");
    window.find(&css("#bench button[type=submit]")).click();
    window.find(&css("nav a[href='#/scan']")).click();
    window.find(&css("#number")).type_text(&card).press(Key::Enter);
    window.find(&xpath("//button[starts-with(normalize-space(), '核销，抵')]")).click();
    window.find(&button("好了")).click();

    // She likes a sofa, and gets more off than the seller may give.
    window.find(&css("nav a[href='#/find']")).click();
    window.find(&css("input[type=search]")).type_text("沙发");
    window.find(&css("main .scroller li button")).click();
    window.find(&button("加进报价")).click();
    ask_the_manager(&window);
    window.picture("sale-1-asked");
    window.find(&css("[role=dialog] input")).type_text(MANAGERS_PIN);
    window.find(&xpath("//*[@role='dialog']//button[normalize-space()='批准']")).click();

    // She signs, and pays a part.
    window.find(&button("请顾客签字")).click();
    window.find(&field("小票号")).type_text("403118");
    window.find(&css("[role=dialog] .pad")).write();
    window.find(&xpath("//*[@role='dialog']//*[contains(text(), '指纹')]"));
    window.picture("sale-2-signed");
    window.find(&xpath("//*[@role='dialog']//button[starts-with(normalize-space(), '收到')]")).click();
    window.find(&xpath("//*[@id='bench']//*[contains(normalize-space(), '付了一部分')]"));

    // The contract can be looked at, and is saved as a file.
    window.find(&xpath("//main//button[normalize-space()='合同']")).click();
    window.find(&css("[role=dialog] .pages img"));
    window.wait_until(
        "the page is drawn",
        "return [...document.querySelectorAll('[role=dialog] .pages img')].every((one) => one.naturalWidth > 0)",
    );
    window.picture("sale-3-contract");
    window.find(&button("保存文件")).click();
    let place = window.find(&xpath("//*[@role='dialog']//*[@role='alert']//p[contains(., '.pdf')]")).text();
    let saved = fs::read(Path::new(place.trim())).expect("the file that the screen names");
    assert!(saved.starts_with(b"%PDF-") && saved.len() > 10_000, "{} bytes", saved.len());
    window.picture("sale-4-saved");
    window.find(&xpath("//*[@role='dialog']//button[@aria-label='关闭' or normalize-space()='关闭']")).click();

    // The network comes back, and head office has the order.
    assert_eq!(showroom.sales(), [orders, payments], "head office cannot have heard of it");
    showroom.line.mend();
    window.find(&xpath("//main//*[normalize-space()='总部已确认']"));
    window.picture("sale-5-confirmed");
    assert_eq!(showroom.sales(), [orders + 1, payments + 1], "head office has the order and its payment");
    assert_eq!(window.broken_rules(), Vec::<String>::new(), "the content security policy stopped something");
    window.close();
}

/// The field under a label.
fn field(label: &str) -> Locator {
    xpath(&format!("//input[@id = //label[starts-with(normalize-space(), '{label}')]/@for]"))
}

/// Takes more and more off until it is more than the seller may give.
fn ask_the_manager(window: &Window) {
    let more =
        xpath("//*[@id='bench']//button[starts-with(normalize-space(.), '多让') or starts-with(@aria-label, '多让')]");
    // The quote arrives on the bench.
    window.find(&more);
    for _ in 0..PRESSES {
        if window.run("return [...document.querySelectorAll('#bench button')].some((one) => one.textContent.includes('请店长批准'))") == true {
            break;
        }
        let was = window.run("return document.querySelector('#bench output').textContent");
        window.find(&more).click();
        window.wait_until(
            "another discount",
            &format!("return document.querySelector('#bench output').textContent !== {was}"),
        );
    }
    window.find(&button("请店长批准")).click();
}

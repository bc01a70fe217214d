//! The real window: the built app under Xvfb, driven through WebKitWebDriver, against a real headquarters over a line
//! that the story cuts. Nothing here is played by a stand-in.
//!
//! Says why and passes where the programs that it needs are missing, unless `TENON_REQUIRE_WINDOW=1`.

mod display;
mod line;
mod programs;
mod sale;
mod service;
mod showroom;
mod webdriver;

use std::process::ExitStatus;

use programs::Programs;
use showroom::Showroom;
use webdriver::{Key, Window, css, xpath};

const SELLERS_PIN: &str = "1234";

#[test]
#[ignore = "needs the built app: ./dev test window"]
fn a_card_redeemed_without_a_network_reaches_head_office() {
    let Some(programs) = Programs::found() else { return };
    let showroom = Showroom::open(&programs);
    let card = showroom.sold_cards().into_iter().next().expect("the demonstration has no card to redeem");
    let window = showroom.window();

    sign_in(&window);

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
#[ignore = "needs the built app: ./dev test window"]
fn a_picture_of_a_card_is_read_and_a_window_without_a_camera_says_so() {
    let Some(programs) = Programs::found() else { return };
    let showroom = Showroom::open(&programs);
    let card = showroom.sold_cards().into_iter().next().expect("the demonstration has no card to redeem");
    let window = showroom.window();
    sign_in(&window);
    window.find(&css("nav a[href='#/scan']")).click();

    // A camera or, on a machine like most that test, the reason why there is none, with the other ways.
    window.find(&button("打开摄像头")).click();
    window.wait_until("an answer", "return document.querySelector('main video, main [role=alert]') !== null");
    if window.run("return document.querySelector('main video') === null").as_bool() == Some(true) {
        let said = window.find(&css("main [role=alert]")).text();
        println!("the window says of the camera: {said}");
        assert!(["扫码枪", "输卡号", "图片"].iter().all(|way| said.contains(way)), "{said}");
    } else {
        println!("the window shows a camera");
    }
    window.picture("scan-camera");

    // The reader of codes is allowed by the window's own rules.
    let script = "const held = new DataTransfer();
        held.items.add(new File([new Uint8Array(FILE)], 'card.png', { type: 'image/png' }));
        const init = { bubbles: true, cancelable: true, dataTransfer: held };
        document.querySelector('main').dispatchEvent(new DragEvent('drop', init));";
    window.run(&script.replace("FILE", &format!("{:?}", picture_of(&card))));
    window.find(&xpath("//h2[.='有效，可以核销']"));
    window.picture("scan-picture");
    assert_eq!(window.broken_rules(), Vec::<String>::new(), "the content security policy stopped something");
    window.close();
}

/// A PNG of a QR code that says `text`.
fn picture_of(text: &str) -> Vec<u8> {
    let code = zxingcpp::create(zxingcpp::BarcodeFormat::QRCode).from_str(text).expect("a code");
    let drawn = code.to_image_with(&zxingcpp::write().scale(8)).expect("a picture");
    let size = |length: i32| u32::try_from(length).expect("a size");
    let drawn = image::GrayImage::from_raw(size(drawn.width()), size(drawn.height()), drawn.data()).expect("pixels");
    let mut page = image::GrayImage::from_pixel(drawn.width() + 80, drawn.height() + 80, image::Luma([255]));
    image::imageops::overlay(&mut page, &drawn, 40, 40);
    let mut file = std::io::Cursor::new(Vec::new());
    page.write_to(&mut file, image::ImageFormat::Png).expect("a file");
    file.into_inner()
}

#[test]
#[ignore = "needs the built app: ./dev test window"]
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
#[ignore = "needs the built app: ./dev test window"]
fn the_app_ends_when_the_system_asks() {
    let Some(programs) = Programs::found() else { return };
    let showroom = Showroom::open(&programs);
    let mut app = showroom.app_alone();
    app.wait_for_line("the window is open");
    app.terminate();
    let ended: ExitStatus = app.wait();
    assert_eq!(ended.code(), Some(0), "it ended by itself, not by the signal");
}

/// The seller signs in.
fn sign_in(window: &Window) {
    window.find(&xpath("//button[.//small='导购']")).click();
    for digit in SELLERS_PIN.chars() {
        window.find(&button(&digit.to_string())).click();
    }
    window.find(&button("登录")).click();
}

fn button(name: &str) -> webdriver::Locator {
    xpath(&format!("//button[normalize-space()='{name}']"))
}

/// The field under a label.
fn field(label: &str) -> webdriver::Locator {
    xpath(&format!("//*[self::input or self::textarea][@id = //label[starts-with(normalize-space(), '{label}')]/@for]"))
}

/// Something in the dialogue.
fn in_dialog(path: &str) -> webdriver::Locator {
    xpath(&format!("//*[@role='dialog']//{path}"))
}

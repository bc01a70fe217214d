//! The few WebDriver commands (W3C WebDriver) that the stories need. Finding waits; nothing sleeps for luck.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use reqwest::Method;
use reqwest::blocking::Client;
use serde_json::{Value, json};

use crate::programs::{PATIENCE, Running};

/// The name under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// Between two looks at the window.
const LOOK: Duration = Duration::from_millis(50);

/// How to find an element.
pub(crate) struct Locator {
    using: &'static str,
    value: String,
}

pub(crate) fn css(selector: &str) -> Locator {
    Locator { using: "css selector", value: selector.to_owned() }
}

pub(crate) fn xpath(path: &str) -> Locator {
    Locator { using: "xpath", value: path.to_owned() }
}

/// A key without a letter.
#[derive(Clone, Copy)]
pub(crate) enum Key {
    Enter,
}

/// The app's window. A story that panics leaves a picture of it.
pub(crate) struct Window {
    client: Client,
    session: String,
    pictures: PathBuf,
    _driver: Running,
}

impl Window {
    /// Starts `app` under the driver that listens on `port`.
    pub(crate) fn open(driver: Running, port: &str, app: &Path, args: &[&str]) -> Self {
        let client = Client::builder().no_proxy().timeout(PATIENCE).build().expect("a client");
        let base = format!("http://127.0.0.1:{port}");
        let until = Instant::now() + PATIENCE;
        while client.get(format!("{base}/status")).send().is_err() {
            assert!(Instant::now() < until, "WebKitWebDriver does not answer");
            thread::sleep(LOOK);
        }
        let options = json!({ "binary": app, "args": args });
        let asked = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let answer = call(&client, Method::POST, &format!("{base}/session"), &asked).expect("a session");
        let id = answer["sessionId"].as_str().expect("a session has an id");
        let pictures = tempfile::Builder::new().prefix("tenon-window-").tempdir().expect("a temporary folder").keep();
        let window = Self { client, session: format!("{base}/session/{id}"), pictures, _driver: driver };
        window.watch();
        window
    }

    /// Has the page note what its content security policy stops.
    fn watch(&self) {
        self.run(
            "window.broken = []; document.addEventListener('securitypolicyviolation', \
             (event) => window.broken.push(`${event.effectiveDirective} ${event.blockedURI}`))",
        );
    }

    fn call(&self, method: Method, path: &str, body: &Value) -> Result<Value, String> {
        call(&self.client, method, &format!("{}{path}", self.session), body)
    }

    /// Runs a script in the page and answers what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        let asked = json!({ "script": script, "args": [] });
        self.call(Method::POST, "/execute/sync", &asked).expect("the script runs")
    }

    /// Waits until `script` returns true.
    pub(crate) fn wait_until(&self, what: &str, script: &str) {
        wait(what, || self.run(script).as_bool().filter(|yes| *yes).ok_or_else(String::new));
    }

    /// Waits for an element that can be seen.
    pub(crate) fn find(&self, locator: &Locator) -> Element<'_> {
        let asked = json!({ "using": locator.using, "value": locator.value });
        wait(&locator.value, || {
            let found = self.call(Method::POST, "/element", &asked)?;
            let id = found[ELEMENT].as_str().ok_or("no element")?;
            let shown = self.call(Method::GET, &format!("/element/{id}/displayed"), &Value::Null)?;
            if shown == json!(true) { Ok(Element { window: self, id: id.to_owned() }) } else { Err("hidden".into()) }
        })
    }

    /// Shows the screens in `language` from now on; whoever is signed in stays so.
    pub(crate) fn speak(&self, language: &str) {
        let kept = format!("localStorage.setItem('tenon.settings', JSON.stringify({{ language: '{language}' }}))");
        self.run(&format!("{kept}; location.reload(); return true"));
        self.wait_until("that language", &format!("return document.documentElement.lang === '{language}'"));
        self.watch();
    }

    /// Keeps a picture of the window for people to look at, once what the page holds has been painted.
    pub(crate) fn picture(&self, name: &str) {
        let painted = "const [done] = arguments; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        // Where nothing is painted any more the picture shall say so.
        let _ = self.call(Method::POST, "/execute/async", &json!({ "script": painted, "args": [] }));
        let taken = self.call(Method::GET, "/screenshot", &Value::Null).expect("a picture");
        let png = BASE64.decode(taken.as_str().unwrap_or_default().as_bytes()).expect("base 64");
        std::fs::write(self.pictures.join(format!("{name}.png")), png).expect("the picture is written");
    }

    /// What the content security policy has stopped.
    pub(crate) fn broken_rules(&self) -> Vec<String> {
        serde_json::from_value(self.run("return window.broken")).expect("a list of texts")
    }

    /// Ends the app; all went well, so its pictures go as well, unless `TENON_KEEP_PICTURES` is set.
    pub(crate) fn close(self) {
        self.call(Method::DELETE, "", &Value::Null).expect("the session ends");
        if std::env::var_os("TENON_KEEP_PICTURES").is_some() {
            eprintln!("pictures: {}", self.pictures.display());
        } else {
            std::fs::remove_dir_all(&self.pictures).expect("the pictures are ours");
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if thread::panicking() {
            self.picture("failed");
            eprintln!("pictures of the window: {}", self.pictures.display());
            let _ = self.call(Method::DELETE, "", &Value::Null);
        }
    }
}

/// An element of the page.
pub(crate) struct Element<'a> {
    window: &'a Window,
    id: String,
}

impl Element<'_> {
    fn call(&self, method: Method, path: &str, body: &Value) -> Value {
        let path = format!("/element/{}/{path}", self.id);
        self.window.call(method, &path, body).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Clicks it, once nothing lies over it any more: a sheet that closes takes its time.
    pub(crate) fn click(&self) {
        let path = format!("/element/{}/click", self.id);
        wait("a click", || match self.window.call(Method::POST, &path, &json!({})) {
            Err(why) if !why.starts_with("element click intercepted") => panic!("{path}: {why}"),
            clicked => clicked,
        });
    }

    pub(crate) fn type_text(&self, text: &str) -> &Self {
        self.call(Method::POST, "value", &json!({ "text": text }));
        self
    }

    pub(crate) fn press(&self, key: Key) -> &Self {
        // The protocol's code points for keys without a letter.
        self.type_text(match key {
            Key::Enter => "\u{E007}",
        })
    }

    /// Writes something in it with a pen: a line up and down over its middle.
    pub(crate) fn write(&self) {
        let to = |x: i32, y: i32| json!({ "type": "pointerMove", "duration": 20, "x": x, "y": y, "origin": { (ELEMENT): self.id } });
        let mut acts = vec![to(-120, 0), json!({ "type": "pointerDown", "button": 0 })];
        acts.extend((0..8).map(|at| to(-100 + at * 25, if at % 2 == 0 { -20 } else { 20 })));
        acts.push(json!({ "type": "pointerUp", "button": 0 }));
        let pen = json!({ "type": "pointer", "id": "pen", "parameters": { "pointerType": "mouse" }, "actions": acts });
        self.window.call(Method::POST, "/actions", &json!({ "actions": [pen] })).expect("the pen writes");
    }

    pub(crate) fn text(&self) -> String {
        self.call(Method::GET, "text", &Value::Null).as_str().unwrap_or_default().to_owned()
    }
}

fn call(client: &Client, method: Method, url: &str, body: &Value) -> Result<Value, String> {
    let mut request = client.request(method, url);
    if !body.is_null() {
        request = request.json(body);
    }
    let answer: Value = request.send().and_then(reqwest::blocking::Response::json).map_err(|e| e.to_string())?;
    let value = answer["value"].clone();
    match value["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default())),
        None => Ok(value),
    }
}

fn wait<T>(what: &str, look: impl Fn() -> Result<T, String>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        match look() {
            Ok(seen) => return seen,
            Err(why) => assert!(Instant::now() < until, "waited in vain for {what}: {why}"),
        }
        thread::sleep(LOOK);
    }
}

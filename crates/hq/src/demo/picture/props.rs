//! The small things that make a drawn room a home: plants, vases, books, framed prints, rugs, windows.

use std::fmt::Write as _;

use super::art::{Art, Colour, draw};

impl Art {
    /// A leafy plant in a pot that stands on `(x, y)`; size 10 is 48 high.
    pub(super) fn plant(&mut self, x: i32, y: i32, size: i32) {
        draw!(
            self,
            "<g transform='translate({x} {y}) scale({}.{})'><path fill='#6f8566' d='M-1-13c-9-5-14-15-12-24 8 4 13 14 12 \
             24zM1-13c9-5 13-13 11-21-8 4-12 12-11 21z'/><path fill='#86997a' d='M0-12c-3-10-1-21 3-30 5 10 4 21-3 30z'/>\
             <path fill='#5b7054' d='M0-12c-7-1-14-6-16-12 8 0 14 5 16 12zM0-12c6-1 13-6 15-11-8 0-13 4-15 11z'/>\
             <path fill='#b5754a' d='M-9-14H9L7 0H-7z'/><path fill='#9c6039' d='M3-14h6L7 0H2z'/></g>",
            size / 10,
            size % 10
        );
    }

    /// A tall plant that stands on the floor at `(x, y)`, 96 high.
    pub(super) fn tree(&mut self, x: i32, y: i32) {
        self.shadow(x, y, 15);
        draw!(
            self,
            "<g transform='translate({x} {y})'><path d='M0-24C0-46-2-58 1-72M0-40c-4-10-9-12-13-16M0-46c5-8 9-10 14-14' \
             stroke='#6b5a44' stroke-width='1.6' fill='none'/><g fill='#7b8f6e'><ellipse cx='1' cy='-82' rx='8' \
             ry='14'/><ellipse cx='-14' cy='-64' rx='7' ry='12' transform='rotate(-38-14-64)'/><ellipse cx='15' cy='-68' \
             rx='7' ry='12' transform='rotate(36 15-68)'/></g><g fill='#5f7556'><ellipse cx='-8' cy='-78' rx='6' ry='11' \
             transform='rotate(-20-8-78)'/><ellipse cx='11' cy='-54' rx='6' ry='10' transform='rotate(62 11-54)'/><ellipse \
             cx='-10' cy='-48' rx='6' ry='10' transform='rotate(-64-10-48)'/></g><path fill='#e7dfd2' d='M-13-26h26l-4 \
             26H-9z'/><path fill='#cfc4b3' d='M5-26h8L9 0H3z'/></g>"
        );
    }

    /// A vase with twigs that stands on `(x, y)`, 52 high.
    pub(super) fn vase(&mut self, x: i32, y: i32, colour: u32) {
        let colour = Colour(colour);
        draw!(
            self,
            "<g transform='translate({x} {y})'><path d='M0-16C-2-30-8-38-10-46M0-16C1-32 4-40 3-52M0-16c3-12 7-18 12-24' \
             stroke='#8a7a5f' fill='none'/><g fill='#c98f6b'><circle cx='-10' cy='-46' r='2.4'/><circle cx='-6' cy='-37' \
             r='2'/><circle cx='3' cy='-51' r='2.4'/><circle cx='2' cy='-40' r='2'/><circle cx='12' cy='-40' r='2.4'/>\
             </g><path fill='{colour}' d='M-3-19h6c0 5 6 6 6 12C9-2 6 0 4 0h-8c-2 0-5-2-5-7 0-6 6-7 6-12z'/>\
             <path fill='{}' d='M1-19h2c0 5 6 6 6 12C9-2 6 0 4 0H1c5-6 3-13 0-19z'/></g>",
            colour.dark(14)
        );
    }

    /// Books lying on `(x, y)`, 30 wide.
    pub(super) fn books(&mut self, x: i32, y: i32) {
        draw!(
            self,
            "<path fill='#8f9c8b' d='M{x} {}h30v4h-30z'/><path fill='#d9c6a3' d='M{} {}h25v4h-25z'/>\
             <path fill='#a8674b' d='M{} {}h21v3h-21z'/>",
            y - 4,
            x + 2,
            y - 8,
            x + 5,
            y - 11
        );
    }

    /// A framed print on the wall.
    pub(super) fn print(&mut self, [x, y, w, h]: [i32; 4]) {
        self.block([x + 2, y + 3, w, h], Colour(0xc9_c0b3));
        self.block([x, y, w, h], Colour(0x8c_6f4e));
        self.block([x + 2, y + 2, w - 4, h - 4], Colour(0xf7_f4ee));
        let (cx, base) = (x + w / 2, y + h - 7);
        draw!(
            self,
            "<circle cx='{}' cy='{}' r='{}' fill='#d9a06c'/><path fill='#8d9c8c' d='M{} {base}q{} -{} {} 0z'/>\
             <path fill='#5f7468' d='M{cx} {base}q{} -{} {} 0z'/>",
            cx + w / 8,
            y + h * 2 / 5,
            w / 9,
            x + 6,
            w / 4,
            h / 2,
            w / 2,
            w / 5,
            h / 3,
            w / 2 - 6
        );
    }

    /// An oval rug.
    pub(super) fn rug(&mut self, x: i32, y: i32, rx: i32, colour: u32) {
        let colour = Colour(colour);
        draw!(
            self,
            "<ellipse cx='{x}' cy='{y}' rx='{rx}' ry='{}' fill='{colour}'/><ellipse cx='{x}' cy='{y}' rx='{}' ry='{}' \
             fill='none' stroke='{}' stroke-width='1.2'/>",
            rx / 8,
            rx - 7,
            rx / 8 - 3,
            colour.light(35)
        );
    }

    /// A window with a pale sky.
    pub(super) fn window(&mut self, [x, y, w, h]: [i32; 4]) {
        self.block([x - 4, y - 4, w + 8, h + 8], Colour(0xf8_f6f2));
        self.block([x, y, w, h], Colour(0xd5_e2e6));
        draw!(
            self,
            "<path fill='#bccdbf' d='M{x} {}q{} -18 {} -6t{} -4v14h-{w}z'/><path fill='#fff' opacity='.45' d='M{} {y}h14l-{} \
             {h}h-14z'/><path stroke='#f8f6f2' stroke-width='3' d='M{} {y}v{h}'/><path fill='#e3ddd3' d='M{} {}h{}v4h-{}z'/>",
            y + h - 10,
            w / 4,
            w / 2,
            w - w / 2,
            x + w / 2,
            h / 3,
            x + w / 2,
            x - 8,
            y + h + 4,
            w + 16,
            w + 16
        );
    }

    /// A bowl that stands on `(x, y)`.
    pub(super) fn bowl(&mut self, x: i32, y: i32, colour: u32) {
        let colour = Colour(colour);
        draw!(
            self,
            "<path fill='{colour}' d='M{} {}h24c0 7-5 10-9 10h-6c-4 0-9-3-9-10z'/><path fill='{}' d='M{} {}h8c0 7-5 10-9 \
             10h-3c3-2 5-5 4-10z'/>",
            x - 12,
            y - 10,
            colour.dark(12),
            x + 4,
            y - 10
        );
    }

    /// A wall of tiles: joints every `w` by `h` from `top` to `bottom`, rows shifted by half where `bond`.
    pub(super) fn joints(&mut self, [top, bottom]: [i32; 2], [w, h]: [i32; 2], bond: bool, colour: Colour) {
        let mut lines = String::new();
        for (row, y) in (top..bottom).step_by(usize::try_from(h).unwrap_or(1)).enumerate() {
            let _ = write!(lines, "M0 {y}h320");
            // Without bond the upright joints go through, and one line each is enough.
            let (first, length) = match (bond, row) {
                (true, _) => (if row % 2 == 1 { w / 2 } else { w }, h.min(bottom - y)),
                (false, 0) => (w, bottom - top),
                (false, _) => continue,
            };
            for x in (first..320).step_by(usize::try_from(w).unwrap_or(1)) {
                let _ = write!(lines, "M{x} {y}v{length}");
            }
        }
        draw!(self, "<path d='{lines}' stroke='{colour}' fill='none'/>");
    }
}

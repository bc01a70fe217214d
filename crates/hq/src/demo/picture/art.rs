//! The drawing board: colours, a room with light from the upper left, and the small things that stand in it.
//!
//! Pictures use flat shapes only, no gradients and no identifiers, so that many of them can stand in one page.

use std::fmt::{self, Write as _};

use crate::demo::finish::{Finish, Surface};

/// Adds SVG text to an [`Art`]; writing to a string cannot fail.
macro_rules! draw {
    ($art:expr, $($text:tt)*) => {{
        let _ = ::std::fmt::Write::write_fmt(&mut $art.0, format_args!($($text)*));
    }};
}
pub(super) use draw;

/// A colour, `0xRRGGBB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u32);

impl Colour {
    /// `percent` of the way to `other`.
    pub(super) fn toward(self, other: u32, percent: u32) -> Self {
        let channel = |shift: u32| {
            let (from, to) = (self.0 >> shift & 0xff, other >> shift & 0xff);
            (from * (100 - percent) + to * percent + 50) / 100
        };
        Self(channel(16) << 16 | channel(8) << 8 | channel(0))
    }
    /// Towards the colour of shadows.
    pub(super) fn dark(self, percent: u32) -> Self {
        self.toward(0x23_1a12, percent)
    }
    /// Towards white.
    pub(super) fn light(self, percent: u32) -> Self {
        self.toward(0xff_ffff, percent)
    }
    /// Perceived lightness from 0 to 255 (ITU-R BT.601 weights).
    pub(super) fn luma(self) -> u32 {
        ((self.0 >> 16 & 0xff) * 299 + (self.0 >> 8 & 0xff) * 587 + (self.0 & 0xff) * 114) / 1000
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:06x}", self.0)
    }
}

/// A picture in the making, 320 wide and 240 high.
pub(super) struct Art(pub(super) String);

impl Art {
    /// An empty sheet of one colour.
    pub(super) fn sheet(colour: Colour) -> Self {
        Self(format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 320 240'><path fill='{colour}' d='M0 0h320v240H0z'/>"
        ))
    }

    /// A wall and a floor that meet at `at`, with light from a window at the left.
    pub(super) fn room(wall: u32, floor: u32, at: i32) -> Self {
        let (wall, floor) = (Colour(wall), Colour(floor));
        let mut art = Self::sheet(wall);
        art.sunlight(at);
        draw!(
            art,
            "<path fill='{floor}' d='M0 {at}h320v{}H0z'/><path fill='{}' d='M0 {}h320v6H0z'/>\
             <path fill='{}' d='M0 {at}h320v1.5H0z'/>",
            240 - at,
            wall.light(50),
            at - 6,
            floor.dark(16)
        );
        art
    }

    /// The window's light on a wall down to `at`.
    pub(super) fn sunlight(&mut self, at: i32) {
        draw!(self, "<path fill='#fff' opacity='.2' d='M40 0h62L-6 {at}h-62zM116 0h62L70 {at}H8z'/>");
    }

    /// Floorboards from `at` down.
    pub(super) fn boards(&mut self, floor: u32, at: i32) {
        let mut lines = String::new();
        for bottom in (-560..=880).step_by(72) {
            let _ = write!(lines, "M{} {at}L{bottom} 240", 160 + (bottom - 160) / 2);
        }
        draw!(self, "<path d='{lines}' stroke='{}' stroke-width='.8' fill='none'/>", Colour(floor).dark(10));
    }

    /// The shadow of something that stands on the floor.
    pub(super) fn shadow(&mut self, x: i32, y: i32, rx: i32) {
        draw!(
            self,
            "<g fill='#2a1d10'><ellipse cx='{}' cy='{y}' rx='{rx}' ry='{}' opacity='.1'/>\
             <ellipse cx='{x}' cy='{y}' rx='{}' ry='3' opacity='.14'/></g>",
            x + 4,
            (rx / 14).clamp(4, 8),
            rx * 9 / 10
        );
    }

    /// A rectangle.
    pub(super) fn block(&mut self, [x, y, w, h]: [i32; 4], colour: Colour) {
        draw!(self, "<path fill='{colour}' d='M{x} {y}h{w}v{h}h-{w}z'/>");
    }

    /// A rectangle with round corners.
    pub(super) fn round(&mut self, [x, y, w, h]: [i32; 4], r: i32, colour: Colour) {
        draw!(self, "<rect x='{x}' y='{y}' width='{w}' height='{h}' rx='{r}' fill='{colour}'/>");
    }

    /// Grain along the longer side of a board.
    pub(super) fn grain(&mut self, [x, y, w, h]: [i32; 4], colour: Colour) {
        let mut lines = String::new();
        let upright = h >= w;
        let (across, along) = if upright { (w, h) } else { (h, w) };
        let count = (across / 12).clamp(2, 6);
        for line in 1..=count {
            let at = across * line / (count + 1) + [0, 2, -1, 1][usize::try_from(line % 4).unwrap_or(0)];
            let bend = [3, -2, 2, -4][usize::try_from((line + x).rem_euclid(4)).unwrap_or(0)];
            let (from, length) = (along * (line * 5 % 4) / 20, along * (13 + line * 3 % 5) / 20);
            let _ = if upright {
                write!(lines, "M{} {}q{bend} {} 0 {length}", x + at, y + from, length / 2)
            } else {
                write!(lines, "M{} {}q{} {bend} {length} 0", x + from, y + at, length / 2)
            };
        }
        draw!(self, "<path d='{lines}' stroke='{}' fill='none'/>", colour.dark(9));
    }

    /// A flat panel in `finish`: edge, grain, light on its upper edge.
    pub(super) fn panel(&mut self, [x, y, w, h]: [i32; 4], finish: &Finish) {
        let colour = Colour(finish.colour);
        let edge = if colour.luma() > 90 { colour.dark(15) } else { colour.dark(45) };
        draw!(self, "<path fill='{colour}' stroke='{edge}' d='M{x} {y}h{w}v{h}h-{w}z'/>");
        if w * h > 2600 {
            draw!(self, "<path stroke='{}' d='M{} {}h{}'/>", colour.light(26), x + 1, y + 1, w - 2);
        }
        if finish.surface == Surface::Wood && w * h > 1200 {
            self.grain([x, y, w, h], colour);
        }
    }

    /// A panel with a frame around a sunk field.
    pub(super) fn framed(&mut self, [x, y, w, h]: [i32; 4], finish: &Finish) {
        // The field covers what grain the frame has.
        self.panel([x, y, w, h], &Finish { surface: Surface::Plain, ..*finish });
        let colour = Colour(finish.colour);
        let b = if w.min(h) < 26 { 4 } else { 6 };
        let (x, y, w, h) = (x + b, y + b, w - 2 * b, h - 2 * b);
        draw!(
            self,
            "<path fill='{}' stroke='{}' d='M{x} {y}h{w}v{h}h-{w}z'/><path d='M{x} {}h{w}v-{h}' stroke='{}' fill='none'/>",
            colour.dark(4),
            colour.dark(20),
            y + h,
            colour.light(40)
        );
    }

    /// A bar handle, upright or level, of `length` from its upper left end.
    pub(super) fn handle(&mut self, x: i32, y: i32, length: i32, upright: bool, on: u32) {
        let colour = if Colour(on).luma() > 110 { Colour(0x5c_554c) } else { Colour(0xc9_b48c) };
        let (w, h) = if upright { (2, length) } else { (length, 2) };
        draw!(self, "<rect x='{x}' y='{y}' width='{w}' height='{h}' rx='1' fill='{colour}'/>");
    }

    /// The picture.
    pub(super) fn done(mut self) -> String {
        self.0.push_str("</svg>");
        self.0
    }
}

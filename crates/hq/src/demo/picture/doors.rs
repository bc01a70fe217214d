//! Doors.

use super::art::{Art, Colour, draw};
use crate::demo::finish::{Finish, Surface};

/// A door between rooms: 0 flush with inlaid lines, 1 two panels, 2 reeded glass, 3 slatted, 4 arched panel.
pub(super) fn interior(shape: usize, finish: &Finish) -> String {
    let (wall, floor) = [
        (0xe9_e3d9, 0xd2_bc9d),
        (0xdf_e2da, 0xcf_b896),
        (0xec_e2d8, 0xd8_cab6),
        (0xe2_e3e5, 0xc9_b391),
        (0xe8_dfd3, 0xd4_bf9f),
    ][shape % 5];
    let mut art = Art::room(wall, floor, 206);
    art.boards(floor, 206);
    let c = Colour(finish.colour);
    draw!(art, "<path opacity='.08' d='M222 24h8v184h-8z'/>");
    art.block([106, 16, 116, 191], c.dark(8));
    draw!(art, "<path fill='{}' d='M106 16h116v3H106zM106 16h3v191h-3z'/>", c.light(30));
    draw!(art, "<path fill='{}' d='M114 24h100v183H114z'/>", c.dark(32));
    art.panel([116, 26, 96, 180], finish);
    match shape {
        0 => draw!(
            art,
            "<path stroke='{}' stroke-width='1.4' d='M140 26v180M116 70h24M116 162h24' fill='none'/>",
            if c.luma() > 120 { Colour(0xb8_9a6b) } else { Colour(0xd8_bd8a) }
        ),
        1 => {
            field(&mut art, [130, 40, 68, 72], finish);
            field(&mut art, [130, 124, 68, 68], finish);
        }
        2 => reeded(&mut art, [134, 40, 60, 112], finish),
        3 => slats(&mut art, finish),
        _ => arch(&mut art, finish),
    }
    lever(&mut art, 203, 120, c);
    draw!(art, "<path opacity='.14' d='M112 206h106l14 7H122z'/>");
    match shape {
        0 => art.tree(58, 214),
        1 => {
            art.print([34, 56, 44, 56]);
            bench(&mut art, 22, 206);
        }
        2 => {
            art.print([250, 60, 40, 52]);
            art.tree(60, 214);
        }
        3 => {
            art.print([30, 60, 50, 40]);
            art.tree(268, 214);
        }
        _ => {
            bench(&mut art, 238, 206);
            art.print([250, 62, 44, 56]);
        }
    }
    art.done()
}

fn field(art: &mut Art, [x, y, w, h]: [i32; 4], finish: &Finish) {
    let c = Colour(finish.colour);
    draw!(
        art,
        "<path fill='{}' d='M{x} {y}h{w}v{h}h-{w}z'/><path fill='{}' d='M{x} {y}h{w}l-5 5h-{}v{}l-5 5z'/><path fill='{}' \
         d='M{} {}v{h}h-{w}l5-5h{}v-{}z'/>",
        c.dark(3),
        c.dark(20),
        w - 10,
        h - 10,
        c.light(28),
        x + w,
        y,
        w - 10,
        h - 10
    );
    if finish.surface == Surface::Wood {
        art.grain([x + 6, y + 6, w - 12, h - 12], c);
    }
}

fn reeded(art: &mut Art, [x, y, w, h]: [i32; 4], finish: &Finish) {
    let c = Colour(finish.colour);
    art.block([x - 2, y - 2, w + 4, h + 4], c.dark(26));
    art.block([x, y, w, h], Colour(0xcf_dbd8));
    for line in (0..w).step_by(6) {
        draw!(art, "<path fill='#fff' opacity='.5' d='M{} {y}h2v{h}h-2z'/>", x + line + 1);
        draw!(art, "<path fill='#8fa5a3' opacity='.35' d='M{} {y}h1v{h}h-1z'/>", x + line + 5);
    }
    draw!(art, "<path fill='#e0a96d' opacity='.28' d='M{x} {}h{w}v{}h-{w}z'/>", y + h * 3 / 5, h - h * 3 / 5);
}

fn slats(art: &mut Art, finish: &Finish) {
    let c = Colour(finish.colour);
    for x in (120..208).step_by(8) {
        if (196..208).contains(&x) {
            continue;
        }
        draw!(
            art,
            "<path fill='{}' d='M{x} 26h2v180h-2z'/><path fill='{}' d='M{} 26h2v180h-2z'/>",
            c.dark(28),
            c.light(20),
            x + 2
        );
    }
}

fn arch(art: &mut Art, finish: &Finish) {
    let c = Colour(finish.colour);
    for (inset, colour) in [(0, c.dark(20)), (2, c.dark(4))] {
        draw!(
            art,
            "<path fill='{colour}' d='M{} {}V76c0-40 {}-40 {} 0v{}z'/>",
            130 + inset,
            140 - inset,
            68 - 2 * inset,
            68 - 2 * inset,
            64 - inset
        );
    }
    draw!(art, "<path stroke='{}' d='M131 140h67V76' fill='none'/>", c.light(40));
    field(art, [130, 152, 68, 40], finish);
    if finish.surface == Surface::Wood {
        art.grain([136, 62, 56, 74], c);
    }
}

fn lever(art: &mut Art, x: i32, y: i32, on: Colour) {
    let colour = if on.luma() > 110 { Colour(0x4b_4640) } else { Colour(0xcd_b27c) };
    draw!(
        art,
        "<rect x='{}' y='{}' width='6' height='22' rx='3' fill='{colour}'/><rect x='{}' y='{}' width='17' height='3.4' \
         rx='1.7' fill='{colour}'/><path stroke='#fff' opacity='.4' d='M{} {}h13'/>",
        x - 3,
        y - 8,
        x - 15,
        y - 2,
        x - 13,
        y - 1
    );
}

fn bench(art: &mut Art, x: i32, y: i32) {
    art.shadow(x + 32, y + 6, 34);
    draw!(
        art,
        "<path stroke='#7a5a3d' stroke-width='3' d='M{} {}v32M{} {}v32'/><path fill='#c99d6c' d='M{x} {}h64v6h-64z'/><path \
         fill='#e8dcc9' d='M{} {}h56c3 0 4 2 4 6h-64c0-4 1-6 4-6z'/>",
        x + 7,
        y - 26,
        x + 57,
        y - 26,
        y - 28,
        x + 4,
        y - 34
    );
}

/// A door to the street: 0 one leaf with a long handle, 1 a wide and a narrow leaf.
pub(super) fn entrance(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room(0xd8_d2c8, 0xbf_b7aa, 210);
    draw!(
        art,
        "<path stroke='#c9c2b6' d='M0 53h320M0 105h320M0 158h320M70 0v53M250 53v52M46 105v53M280 158v46M60 158v46M258 0v53'/>"
    );
    draw!(art, "<path fill='#a9a093' d='M0 224h320v16H0z'/><path fill='#cbc3b7' d='M0 222h320v3H0z'/>");
    let c = Colour(finish.colour);
    let (x, w) = if shape == 0 { (106, 108) } else { (84, 152) };
    art.block([x - 12, 10, w + 24, 201], c.dark(30));
    draw!(art, "<path fill='{}' d='M{} 10h{}v3h-{}z'/>", c.light(22), x - 12, w + 24, w + 24);
    if shape == 0 {
        art.panel([x, 22, w, 188], finish);
        draw!(
            art,
            "<path fill='{}' d='M150 22h46v188h-46z'/><path stroke='{}' stroke-width='1.2' d='M150 22v188M196 22v188'/>",
            c.light(9),
            Colour(0xc3_a470)
        );
        for y in (40..200).step_by(16) {
            draw!(art, "<path stroke='{}' d='M150 {y}h46'/>", c.dark(30));
        }
        long_handle(&mut art, 122, 62, 110);
    } else {
        art.panel([x, 22, 104, 188], finish);
        art.panel([x + 106, 22, 46, 188], finish);
        field(&mut art, [x + 14, 36, 62, 76], finish);
        field(&mut art, [x + 14, 122, 62, 76], finish);
        field(&mut art, [x + 116, 36, 26, 76], finish);
        field(&mut art, [x + 116, 122, 26, 76], finish);
        long_handle(&mut art, x + 90, 84, 64);
    }
    draw!(art, "<path fill='#5d574f' d='M{} 210h{}l10 8H{}z'/>", x - 6, w + 12, x - 16);
    for lamp in [x - 38, x + w + 38] {
        draw!(
            art,
            "<ellipse cx='{lamp}' cy='84' rx='24' ry='40' fill='#ffe9bd' opacity='.28'/><path fill='#3a3734' d='M{} \
             66h12v36h-12z'/><path fill='#ffeec9' d='M{} 70h8v28h-8z'/>",
            lamp - 6,
            lamp - 4
        );
    }
    art.tree(if shape == 0 { 270 } else { 290 }, 218);
    art.done()
}

fn long_handle(art: &mut Art, x: i32, y: i32, h: i32) {
    draw!(
        art,
        "<rect x='{}' y='{y}' width='5' height='{h}' rx='2.5' opacity='.25'/><rect x='{x}' y='{y}' width='5' height='{h}' \
         rx='2.5' fill='#c9a86e'/><path stroke='#f0dcb0' stroke-width='1.2' d='M{} {}v{}'/><rect x='{}' y='{}' width='9' \
         height='22' rx='2' fill='#26262a'/><circle cx='{}' cy='{}' r='2' fill='#6fb7ff'/>",
        x + 3,
        x + 1,
        y + 4,
        h - 8,
        x - 2,
        y + h / 2 - 11,
        x + 2,
        y + h / 2 - 5
    );
}

/// A sliding door: 0 clear glass, 1 reeded glass.
pub(super) fn sliding(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room(0xe9_e4db, 0xd3_c1a5, 208);
    art.boards(0xd3_c1a5, 208);
    let c = Colour(finish.colour);
    art.block([36, 14, 248, 195], Colour(0xf5_f1ea));
    art.block([42, 20, 236, 188], Colour(0xdd_e4de));
    draw!(
        art,
        "<path fill='#c9b694' d='M42 184h236v24H42z'/><path fill='#b7c4b3' d='M196 72h70v70h-70z'/><path fill='#f3f0e9' \
         d='M228 72h4v70h-4z'/><path fill='#a98d68' d='M60 150h92v6H60zM66 156h5v34h-5zM141 156h5v34h-5z'/><path fill='#8b7252' \
         d='M164 160h20v5h-20zM166 165h3v26h-3zM179 165h3v26h-3zM164 132h3v28h-3z'/><path stroke='#5c564e' d='M106 20v62'/>\
         <path fill='#d8a765' d='M92 98c0-10 6-16 14-16s14 6 14 16z'/>"
    );
    art.plant(246, 196, 10);
    for (x, lift) in [(42, 0), (156, 8)] {
        if shape == 1 {
            draw!(art, "<path fill='#dfe9e6' opacity='.62' d='M{x} 20h122v188h-122z'/>");
            let mut reeds = String::new();
            for line in (0..118).step_by(6) {
                let _ = std::fmt::Write::write_fmt(&mut reeds, format_args!("M{} 24v180", x + 4 + line));
            }
            draw!(art, "<path stroke='#fff' stroke-width='2' opacity='.55' d='{reeds}'/>");
        } else {
            draw!(art, "<path fill='#e9f3f2' opacity='.3' d='M{x} 20h122v188h-122z'/>");
            draw!(art, "<path fill='#fff' opacity='.28' d='M{} 20h26L{} 208h-26z'/>", x + 66 + lift, x + 26 + lift);
        }
        draw!(
            art,
            "<path fill='none' stroke='{c}' stroke-width='5' d='M{} 22.5h117v183h-117z'/><path fill='none' stroke='{}' d='M{} \
             20.5h121' /><path stroke='{c}' stroke-width='2.4' d='M{x} 140h122'/>",
            x + 2,
            c.light(30),
            x
        );
    }
    art.round([161, 96, 4, 40], 2, if c.luma() > 200 { c.dark(40) } else { c.light(45) });
    draw!(art, "<path fill='{}' d='M36 206h248v4H36z'/><path opacity='.1' d='M36 210h248l10 8H46z'/>", c.dark(12));
    art.tree(20, 224);
    art.done()
}

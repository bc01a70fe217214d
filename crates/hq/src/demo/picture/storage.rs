//! Tables, wardrobes and sideboards.

use super::art::{Art, Colour, draw};
use crate::demo::finish::{Finish, Surface};

/// A dining table: 0 rectangular, 1 round on a pedestal, 2 stone top on metal legs.
pub(super) fn table(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room([0xe6_e1d7, 0xdf_e2db, 0xe8_dfd5][shape % 3], 0xd2_be9e, 176);
    art.boards(0xd2_be9e, 176);
    let c = Colour(finish.colour);
    art.rug(160, 218, 148, 0xe9_e2d5);
    match shape {
        0 => art.window([112, 18, 96, 72]),
        1 => art.print([124, 20, 72, 54]),
        _ => {
            art.print([70, 24, 48, 60]);
            art.print([202, 24, 48, 60]);
        }
    }
    back_chair(&mut art, 106, c);
    back_chair(&mut art, 214, c);
    art.shadow(160, 220, 118);
    match shape {
        0 => {
            draw!(
                art,
                "<path fill='{}' d='M62 146h12l-6 74h-8zM258 146h-12l6 74h8z'/><path fill='{}' d='M68 148h184v10H68z'/>",
                c.dark(10),
                c.dark(22)
            );
            top(&mut art, [42, 136, 236, 12], finish);
        }
        1 => {
            draw!(
                art,
                "<path fill='{}' d='M146 148h28c-2 24 2 42 18 62h-64c16-20 20-38 18-62z'/><path fill='{}' d='M164 148h10c-2 24 2 42 \
                 18 62h-20c-8-20-10-40-8-62z'/><path fill='{}' d='M112 210h96c4 0 6 3 6 8H106c0-5 2-8 6-8z'/><path fill='{c}' d='M56 \
                 138h208c0 9-30 13-104 13S56 147 56 138z'/><ellipse cx='160' cy='137' rx='104' ry='6' fill='{}'/>",
                c.dark(8),
                c.dark(20),
                c.dark(14),
                c.light(14)
            );
        }
        _ => {
            draw!(
                art,
                "<path fill='none' stroke='{}' stroke-width='7' d='M70 148l-8 70h50l-8-70M250 148l8 70h-50l8-70'/><path fill='#dedbd5' \
                 d='M36 134h248v11H36z'/><path fill='#f3f1ed' d='M36 134h248v4H36z'/><path stroke='#a9a49c' fill='none' d='M50 \
                 141c30-6 44 4 80-2s60 5 90 0 40-4 58 1'/>",
                c.dark(6)
            );
        }
    }
    art.vase(160, if shape == 2 { 134 } else { 136 }, 0xef_e8dc);
    art.bowl(214, if shape == 2 { 134 } else { 136 }, 0xa3_b09b);
    art.books(92, if shape == 2 { 134 } else { 136 });
    front_chair(&mut art, 44, c);
    art.done()
}

fn top(art: &mut Art, [x, y, w, h]: [i32; 4], finish: &Finish) {
    let c = Colour(finish.colour);
    art.round([x, y, w, h], 3, c);
    draw!(art, "<path fill='{}' d='M{} {y}h{}v3h-{}z'/>", c.light(25), x + 2, w - 4, w - 4);
    if finish.surface == Surface::Wood {
        art.grain([x + 4, y + 2, w - 8, h - 2], c);
    }
    draw!(art, "<path opacity='.15' d='M{} {}h{}v3h-{}z'/>", x + 12, y + h, w - 24, w - 24);
}

fn back_chair(art: &mut Art, x: i32, c: Colour) {
    draw!(
        art,
        "<g transform='translate({x})'><path fill='{}' d='M-24 92c0-5 4-7 24-7s24 2 24 7l-3 18h-42z'/><path stroke='{}' \
         stroke-width='4' d='M-19 106l2 96M19 106l-2 96'/></g>",
        c.light(6),
        c.dark(18)
    );
}

fn front_chair(art: &mut Art, x: i32, c: Colour) {
    art.shadow(x, 226, 28);
    draw!(
        art,
        "<g transform='translate({x})' stroke-linecap='round'><path stroke='{}' stroke-width='5' d='M-20 180l-4 44M20 180l4 44M-20 \
         176l-5-66' fill='none'/><path fill='{}' d='M-25 174h48c3 0 4 2 3 5s-3 4-6 4h-42c-4 0-6-2-6-5s1-4 3-4z'/><path stroke='{}' \
         stroke-width='9' d='M-26 112v22'/></g>",
        c.dark(12),
        Colour(0xe4_d8c4),
        c.light(4)
    );
}

/// A coffee table: 0 round pair, 1 rectangular with a shelf.
pub(super) fn coffee_table(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room([0xe3_e0d7, 0xe8_e0d6][shape % 2], 0xd2_be9e, 150);
    art.boards(0xd2_be9e, 150);
    let c = Colour(finish.colour);
    draw!(
        art,
        "<path fill='#c9bda9' d='M26 72c0-8 6-12 14-12h240c8 0 14 4 14 12v76H26z'/><path fill='#d9cfbe' d='M44 68h112v52H44zM164 \
         68h112v52H164z'/><path fill='#e4dbcc' d='M40 116h240v26H40z'/><path fill='#bfb29c' d='M40 138h240v18H40z'/><path \
         fill='#cfc4b2' d='M14 100h30v56H14zM276 100h30v56h-30z'/><path stroke='#c4b8a4' d='M160 68v70'/>"
    );
    draw!(art, "<rect x='66' y='84' width='36' height='34' rx='7' fill='#a8674b' transform='rotate(-8 84 101)'/>");
    art.rug(160, 212, 150, 0xea_e3d6);
    if shape == 0 {
        for [x, y, r] in [[196, 172, 52], [126, 186, 66]] {
            art.shadow(x, 222, r * 4 / 5);
            draw!(
                art,
                "<path fill='none' stroke='{}' stroke-width='5' d='M{} {y}l-5 {h}M{} {y}l5 {h}M{x} {y}v{h}'/><path fill='{}' d='M{} \
                 {y}v6c0 9 {w} 9 {w} 0v-6z'/><ellipse cx='{x}' cy='{y}' rx='{r}' ry='8' fill='{c}'/><path stroke='{}' \
                 stroke-width='1.400' fill='none' d='M{} {}c16-6 50-8 {r}-7'/>",
                c.dark(24),
                x - r * 7 / 10,
                x + r * 7 / 10,
                c.dark(14),
                x - r,
                c.light(35),
                x - r + 8,
                y - 1,
                h = 222 - y,
                w = 2 * r
            );
        }
        art.vase(206, 172, 0xf1_eadf);
        art.books(84, 186);
        art.bowl(146, 186, 0xa9_b39f);
    } else {
        art.shadow(160, 224, 104);
        draw!(
            art,
            "<path fill='{}' d='M70 180h10v44H70zM240 180h10v44h-10z'/><path fill='{}' d='M74 204h172v7H74z'/>",
            c.dark(12),
            c.dark(4)
        );
        art.books(102, 204);
        art.bowl(206, 204, 0xee_e7da);
        top(&mut art, [56, 170, 208, 12], finish);
        art.plant(214, 170, 8);
        art.books(98, 170);
    }
    art.done()
}

/// A wardrobe: 0 hinged, 1 sliding with a glass panel, 2 with an open side.
pub(super) fn wardrobe(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room([0xe5_e0d7, 0xde_e2dd, 0xe9_e0d5][shape % 3], 0xcf_b997, 204);
    art.boards(0xcf_b997, 204);
    let c = Colour(finish.colour);
    art.shadow(150, 212, 132);
    art.block([26, 20, 252, 190], c.dark(14));
    art.block([30, 202, 244, 8], Colour(0x3b_3732));
    match shape {
        0 => {
            for at in 0..4 {
                let x = 28 + at * 62;
                if finish.surface == Surface::Plain {
                    art.framed([x, 24, 62, 178], finish);
                } else {
                    art.panel([x, 24, 62, 178], finish);
                }
                art.handle(if at % 2 == 0 { x + 56 } else { x + 4 }, 96, 30, true, finish.colour);
            }
        }
        1 => {
            art.panel([28, 24, 126, 178], finish);
            inside(&mut art, [154, 24, 122, 178], c);
            draw!(
                art,
                "<path fill='#8c9694' opacity='.5' d='M150 24h126v178H150z'/><path fill='#fff' opacity='.2' d='M206 24h36l-58 \
                 178h-34v-6z'/><path fill='none' stroke='#4b4742' stroke-width='4' d='M150 24h126v178H150z'/>"
            );
            art.handle(144, 84, 52, true, finish.colour);
            art.handle(157, 84, 52, true, 0x00_0000);
        }
        _ => {
            for x in [28, 90] {
                art.panel([x, 24, 62, 178], finish);
            }
            art.handle(84, 94, 34, true, finish.colour);
            art.handle(95, 94, 34, true, finish.colour);
            inside(&mut art, [152, 24, 124, 178], c);
        }
    }
    draw!(art, "<path fill='{}' d='M24 16h256v5H24z'/><path opacity='.1' d='M278 24h10v186h-10z'/>", c.light(12));
    art.plant(300, 214, 9);
    art.done()
}

/// An open wardrobe: clothes on a rail, drawers below.
fn inside(art: &mut Art, [x, y, w, h]: [i32; 4], c: Colour) {
    let back = if c.luma() > 120 { c.dark(20) } else { c.light(28) };
    art.block([x, y, w, h], back);
    draw!(
        art,
        "<path fill='#fff1cf' opacity='.5' d='M{x} {y}h{w}v10h-{w}z'/><path opacity='.14' d='M{x} {y}h4v{h}h-4z'/><path \
         stroke='#5a534b' stroke-width='2' d='M{x} {}h{w}'/>",
        y + 20
    );
    for (at, (colour, length)) in
        [(0x8f_9c8b, 74), (0xe9_e1d3, 84), (0xb0_6a4c, 70), (0x4e_6379, 88), (0xd8_c7a8, 78), (0x6b_6660, 72)]
            .into_iter()
            .enumerate()
    {
        let left = x + 10 + i32::try_from(at).unwrap_or(0) * 17;
        draw!(
            art,
            "<path fill='{}' d='M{left} {}l7-7 7 7 3 {length}h-20z'/><path fill='{}' d='M{} {}l3 3 3 {length}h-7z'/>",
            Colour(colour),
            y + 29,
            Colour(colour).dark(12),
            left + 11,
            y + 26
        );
    }
    let top = y + 124;
    for row in 0..2 {
        let ry = top + row * 27;
        art.block([x + 2, ry, w - 4, 26], c);
        draw!(art, "<path stroke='{}' d='M{} {ry}h{}'/>", c.light(30), x + 2, w - 4);
        art.handle(x + w / 2 - 12, ry + 8, 24, false, c.0);
    }
}

/// A low cabinet: 0 sideboard, 1 television bench.
pub(super) fn sideboard(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room([0xe8_e1d6, 0xde_e1dc][shape % 2], 0xd1_bd9c, 190);
    art.boards(0xd1_bd9c, 190);
    let c = Colour(finish.colour);
    art.shadow(160, 212, 124);
    let legs = if c.luma() > 110 { Colour(0x6d_4c33) } else { Colour(0xb8_9765) };
    draw!(art, "<path stroke='{legs}' stroke-width='5' d='M58 194l-5 18M262 194l5 18'/>");
    if shape == 0 {
        for at in 0..4 {
            let x = 42 + at * 59;
            art.panel([x, 118, 59, 78], finish);
            art.handle(if at % 2 == 0 { x + 53 } else { x + 4 }, 134, 22, true, finish.colour);
        }
        cap(&mut art, [38, 111, 244, 8], c);
        art.print([132, 30, 74, 58]);
        art.vase(76, 111, 0xf1_eadf);
        art.books(150, 111);
        art.plant(246, 111, 11);
    } else {
        art.block([30, 150, 260, 44], c.dark(20));
        for [x, w] in [[30, 76], [214, 76]] {
            art.panel([x, 150, w, 44], finish);
            art.handle(x + w / 2 - 12, 157, 24, false, finish.colour);
        }
        draw!(art, "<path stroke='{}' d='M106 172h108'/>", c.dark(38));
        art.block([106, 171, 108, 3], c);
        art.books(120, 171);
        art.block([168, 164, 34, 7], Colour(0x2c_2b2a));
        cap(&mut art, [26, 143, 268, 8], c);
        draw!(
            art,
            "<rect x='82' y='42' width='156' height='90' rx='3' fill='#2a2a2b'/><path fill='#3b4146' d='M86 46h148v82H86z'/><path \
             fill='#4a5258' d='M86 46h70L112 128H86z'/><path fill='#2a2a2b' d='M120 132h80l8 11h-96z'/>"
        );
        art.plant(270, 143, 8);
        art.vase(50, 143, 0xbd_8a66);
    }
    art.done()
}

fn cap(art: &mut Art, [x, y, w, h]: [i32; 4], c: Colour) {
    art.block([x, y, w, h], c.light(6));
    draw!(
        art,
        "<path fill='{}' d='M{x} {y}h{w}v2h-{w}z'/><path opacity='.14' d='M{} {}h{}v3h-{}z'/>",
        c.light(35),
        x + 4,
        y + h,
        w - 8,
        w - 8
    );
}

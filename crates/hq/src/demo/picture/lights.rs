//! Lamps, lit.

use super::art::{Art, Colour, draw};
use crate::demo::finish::Finish;

const WALL: [u32; 5] = [0xdc_d5ca, 0xd5_d8d1, 0xdf_d5c9, 0xd3_d4d3, 0xe0_d7c8];

/// Warm light around a lamp.
fn glow(art: &mut Art, x: i32, y: i32, r: i32) {
    draw!(
        art,
        "<g fill='#fff0c8'><circle cx='{x}' cy='{y}' r='{r}' opacity='.18'/><circle cx='{x}' cy='{y}' r='{}' opacity='.25'/>\
         <circle cx='{x}' cy='{y}' r='{}' opacity='.3'/></g>",
        r * 2 / 3,
        r * 2 / 5
    );
}

/// A pendant over a table: 0 dome, 1 three globes, 2 linear bar, 3 ring, 4 paper lantern.
pub(super) fn pendant(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room(WALL[shape % 5], 0xc9_b596, 206);
    art.boards(0xc9_b596, 206);
    let c = Colour(finish.colour);
    art.rug(160, 222, 130, 0xe2_d9ca);
    match shape {
        0 => {
            glow(&mut art, 160, 104, 84);
            draw!(
                art,
                "<path fill='#fff0c8' opacity='.3' d='M112 100h96l50 64H62z'/><path stroke='#4a443d' stroke-width='1.6' d='M160 \
                 0v44'/><path fill='{}' d='M152 40h16v8h-16z'/><path fill='{c}' d='M106 100c0-34 24-54 54-54s54 20 54 54z'/><path \
                 fill='{}' d='M176 48c22 7 38 25 38 52h-26c2-22-2-40-12-52z'/><path d='M118 88c4-18 14-28 28-33' stroke='{}' \
                 stroke-width='3' fill='none' stroke-linecap='round'/><ellipse cx='160' cy='100' rx='54' ry='6' fill='#fff6da'/>\
                 <ellipse cx='160' cy='100' rx='16' ry='3.4' fill='#fff'/>",
                c.dark(20),
                c.dark(15),
                c.light(45)
            );
        }
        1 => {
            for [x, y, r] in [[112, 76, 22], [160, 96, 26], [208, 66, 20]] {
                glow(&mut art, x, y, r * 2);
                draw!(
                    art,
                    "<path stroke='{c}' stroke-width='1.6' d='M{x} 6V{}'/><circle cx='{x}' cy='{y}' r='{r}' fill='#fff4d8'/>\
                     <circle cx='{}' cy='{}' r='{}' fill='#fffdf4'/>",
                    y - r,
                    x - r / 4,
                    y - r / 4,
                    r * 3 / 5
                );
                art.round([x - 6, y - r - 6, 12, 9], 2, c);
            }
            art.round([92, 0, 136, 7], 2, c);
        }
        2 => {
            glow(&mut art, 160, 96, 70);
            draw!(
                art,
                "<path stroke='{c}' d='M104 0v84M216 0v84'/><path fill='#fff0c8' opacity='.32' d='M76 98h168l30 66H46z'/>"
            );
            art.round([72, 82, 176, 14], 5, c);
            draw!(
                art,
                "<path stroke='{}' stroke-width='2' d='M78 85h160'/><path fill='#fff7dd' d='M76 96h168v4H76z'/>",
                c.light(40)
            );
        }
        3 => {
            glow(&mut art, 160, 84, 90);
            draw!(
                art,
                "<path stroke='#4a443d' d='M160 0L92 78M160 0l68 78M160 0v66'/><ellipse cx='160' cy='82' rx='72' ry='19' fill='none' \
                 stroke='{c}' stroke-width='9'/><ellipse cx='160' cy='86' rx='71' ry='18' fill='none' stroke='#fff4d3' \
                 stroke-width='4'/><path d='M90 77c10-12 40-16 66-15' stroke='{}' stroke-width='2' fill='none'/>",
                c.light(45)
            );
        }
        _ => {
            glow(&mut art, 160, 82, 92);
            draw!(
                art,
                "<path stroke='{c}' stroke-width='1.6' d='M160 0v36'/><ellipse cx='160' cy='82' rx='62' ry='44' fill='#fbf0d8'/>\
                 <ellipse cx='146' cy='74' rx='36' ry='28' fill='#fffaea'/><g fill='none' stroke='#dfcda8'><path d='M117 \
                 50h86M104 61h112M99 72h122M98 83h124M100 94h120M107 105h106M119 115h82'/></g>"
            );
            art.round([148, 34, 24, 7], 2, c);
            art.round([150, 123, 20, 6], 2, c);
        }
    }
    table(&mut art, shape);
    art.done()
}

fn table(art: &mut Art, shape: usize) {
    art.shadow(160, 222, 90);
    if shape.is_multiple_of(2) {
        draw!(
            art,
            "<path stroke='#7d5a3b' stroke-width='6' d='M78 176l-6 46M242 176l6 46'/><path fill='#a97f54' d='M60 170h200v9H60z'/>\
             <path fill='#c69a6a' d='M56 164h208v7H56z'/><path stroke='#dfbd93' d='M56 164.5h208'/>"
        );
    } else {
        draw!(
            art,
            "<path fill='#8d6a48' d='M150 174h20l6 40h-32z'/><path fill='#7a5a3c' d='M118 214h84v7h-84z'/><path fill='#c69a6a' \
             d='M74 164h172c0 8-20 11-86 11s-86-3-86-11z'/><path stroke='#dfbd93' stroke-width='1.4' d='M74 164.5h172'/>"
        );
    }
    match shape {
        0 => {
            art.bowl(160, 164, 0xe9_e3d8);
            art.vase(212, 164, 0x8f_9c8c);
        }
        1 => art.vase(160, 164, 0xe9_e2d5),
        2 => {
            art.books(112, 164);
            art.bowl(206, 164, 0xb9_7957);
        }
        3 => art.plant(160, 164, 7),
        _ => {
            art.bowl(130, 164, 0x9c_aa96);
            art.bowl(190, 164, 0xe9_e3d8);
        }
    }
}

/// A ceiling lamp: 0 round, 1 square.
pub(super) fn ceiling(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room(WALL[(shape + 2) % 5], 0xcf_c0a8, 212);
    let c = Colour(finish.colour);
    draw!(art, "<path fill='#f4f0e8' d='M0 0h320v52H0z'/><path fill='#e3dccf' d='M0 52h320v3H0z'/>");
    draw!(art, "<path fill='#fff0c8' opacity='.4' d='M90 60h140l76 152H14z'/>");
    if shape == 0 {
        draw!(
            art,
            "<ellipse cx='160' cy='40' rx='112' ry='26' fill='#fff3cf' opacity='.6'/><path fill='{}' d='M84 34h152v22c0 12-152 \
             12-152 0z'/><ellipse cx='160' cy='34' rx='76' ry='9' fill='{c}'/><path fill='{c}' d='M84 34h152v12c0 12-152 12-152 \
             0z'/><path fill='#fff6dc' d='M90 52c12 9 128 9 140 0v8c0 10-140 10-140 0z'/><path fill='{}' d='M200 41c16-1 30-3 \
             36-7v12c-4 4-18 7-36 8z'/>",
            c.dark(22),
            c.dark(10)
        );
    } else {
        draw!(
            art,
            "<path fill='#fff3cf' opacity='.6' d='M40 20h240v50H40z'/><path fill='{c}' d='M78 30h164l10 26H68z'/><path fill='{}' \
             d='M220 30h22l10 26h-24z'/><path fill='#fff6dc' d='M68 56h184v7H68z'/><path fill='{}' d='M78 30h164l1 2H77z'/>",
            c.dark(10),
            c.light(40)
        );
    }
    art.shadow(160, 222, 118);
    draw!(
        art,
        "<path fill='#b8835f' d='M78 128c0-8 4-12 12-12h140c8 0 12 4 12 12v60H78z'/><path fill='#f3ede2' d='M62 168h196v34H62z'/>\
         <path fill='#e3dac9' d='M62 190h196v20H62z'/><path fill='#fffdf8' d='M92 146h58v26H92zM170 146h58v26h-58z'/><path \
         fill='#8f9c8b' d='M62 178h196v14H62z'/><path stroke='#7d5a3b' stroke-width='5' d='M70 210v12M250 210v12'/>"
    );
    art.plant(32, 212, 12);
    art.print([262, 100, 40, 50]);
    art.done()
}

/// A floor lamp beside a chair: 0 arc, 1 tripod.
pub(super) fn floor(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room(WALL[(shape + 1) % 5], 0xc8_b393, 200);
    art.boards(0xc8_b393, 200);
    let c = Colour(finish.colour);
    art.rug(166, 222, 120, 0xde_d3c1);
    if shape == 0 {
        glow(&mut art, 206, 84, 84);
        art.print([40, 50, 56, 44]);
        armchair(&mut art, 214, 0xb0_6a4c);
        art.shadow(72, 220, 26);
        draw!(
            art,
            "<path d='M72 216V96c0-40 30-62 68-62 34 0 58 12 66 32' fill='none' stroke='{}' stroke-width='4'/><path d='M70.600 \
             214V96c0-40 30-63 68-63' fill='none' stroke='{}' stroke-width='1.200'/><ellipse cx='72' cy='218' rx='24' ry='5' \
             fill='{}'/><ellipse cx='72' cy='216' rx='24' ry='4.500' fill='{c}'/><path fill='{c}' d='M174 92c0-18 14-30 \
             32-30s32 12 32 30z'/><path fill='{}' d='M216 63c13 4 22 15 22 29h-16c1-12-1-22-6-29z'/><ellipse cx='206' cy='92' \
             rx='32' ry='4.500' fill='#fff6da'/>",
            c.dark(12),
            c.light(40),
            c.dark(25),
            c.dark(15)
        );
    } else {
        glow(&mut art, 92, 84, 84);
        art.print([200, 40, 64, 50]);
        armchair(&mut art, 222, 0x7d_8a6b);
        art.shadow(92, 220, 36);
        draw!(
            art,
            "<path stroke='#8a6443' stroke-width='4.500' stroke-linecap='round' d='M92 108L64 218M92 108l28 110M92 108l4 104'/><path \
             stroke='#a97f58' d='M90 112L64 214M91 112l3 98'/><path fill='{c}' d='M66 60h52l14 48H52z'/><path fill='{}' d='M106 \
             60h12l14 48h-20z'/><path fill='#fff6da' d='M52 106h80v4H52z'/><path fill='#fff' opacity='.35' d='M72 60h10l-10 \
             48H60z'/>",
            c.dark(12)
        );
    }
    art.done()
}

/// An armchair around `x` that stands on the floor at 216.
fn armchair(art: &mut Art, x: i32, fabric: u32) {
    let c = Colour(fabric);
    art.shadow(x, 219, 58);
    draw!(
        art,
        "<g transform='translate({x} 216)'><path stroke='#6f4d33' stroke-width='4' d='M-38-16l-4 18M38-16l4 18'/><path fill='{}' \
         d='M-44-70c0-18 14-26 44-26s44 8 44 26v40h-88z'/><path fill='{}' d='M24-93c13 4 20 11 20 23v40H22c6-20 7-44 2-63z'/><path \
         fill='{}' d='M-40-44h80c6 0 8 4 8 9 0 8-3 13-8 13h-80c-5 0-8-5-8-13 0-5 2-9 8-9z'/><path fill='{}' d='M-56-56c8 0 12 6 \
         12 16v26h-6c-8 0-12-6-12-14v-20c0-5 2-8 6-8z'/><path fill='{}' d='M56-56c-8 0-12 6-12 16v26h6c8 0 12-6 12-14v-20c0-5-2-8-\
         6-8z'/></g>",
        c.dark(5),
        c.dark(14),
        c.light(16),
        c.light(6),
        c.dark(12)
    );
}

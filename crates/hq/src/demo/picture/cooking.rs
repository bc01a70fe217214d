//! Sinks and cooker hoods.

use super::art::{Art, Colour, draw};
use crate::demo::finish::Finish;

/// A sink in a worktop: 0 one bowl, 1 two bowls.
pub(super) fn sink(shape: usize, finish: &Finish) -> String {
    let mut art = Art::sheet(Colour(0xe8_e6df));
    art.joints([0, 106], [46, 22], true, Colour(0xd9_d6cd));
    art.sunlight(106);
    let bowl = Colour(finish.colour);
    draw!(art, "<path fill='#d8cdbd' d='M0 106h320v88H0z'/><path fill='#e6ddd0' d='M0 106h320v3H0z'/>");
    draw!(art, "<path fill='#c4b7a4' d='M0 194h320v14H0z'/><path fill='#efe6d8' d='M0 208h320v32H0z'/>");
    draw!(art, "<path opacity='.12' d='M0 208h320v4H0z'/><path stroke='#d8cbb8' d='M108 212v28M212 212v28'/>");
    let bowls: &[[i32; 2]] = if shape == 0 { &[[62, 196]] } else { &[[48, 128], [186, 86]] };
    draw!(art, "<rect x='36' y='116' width='248' height='68' rx='8' fill='{}'/>", bowl.light(28));
    draw!(art, "<rect x='36' y='118' width='248' height='66' rx='8' fill='{bowl}'/>");
    for [x, w] in bowls {
        draw!(
            art,
            "<rect x='{x}' y='124' width='{w}' height='54' rx='7' fill='{}'/><path fill='{}' d='M{} 138h{}l8 34H{}z'/>\
             <ellipse cx='{}' cy='160' rx='10' ry='5' fill='{}'/><ellipse cx='{}' cy='160' rx='6' ry='3' fill='{}'/>",
            bowl.dark(38),
            bowl.dark(18),
            x + 10,
            w - 20,
            x + 2,
            x + w / 2,
            bowl.dark(32),
            x + w / 2,
            bowl.dark(60)
        );
    }
    draw!(
        art,
        "<path d='M160 121V62a26 26 0 0 1 52 0v10' transform='translate(-14)' fill='none' stroke='#8c8985' \
         stroke-width='9' stroke-linecap='round'/><path d='M144 120V62a28 28 0 0 1 26-28' fill='none' stroke='#d6d4d0' \
         stroke-width='2.4'/><path fill='#75726e' d='M138 114h16v7h-16zM192 70h12v8h-12z'/>"
    );
    art.vase(276, 112, 0xa9_b7a2);
    art.bowl(26, 112, 0xd8_a25e);
    art.done()
}

/// A hood over a cooker: 0 wall, 1 slanted glass.
pub(super) fn hood(shape: usize, finish: &Finish) -> String {
    let mut art = Art::sheet(Colour(0xdd_dfd8));
    art.joints([0, 176], [32, 32], false, Colour(0xcf_d2ca));
    art.sunlight(176);
    let c = Colour(finish.colour);
    if shape == 0 {
        draw!(
            art,
            "<path fill='{c}' d='M126 0h68v62h-68z'/><path fill='{}' d='M176 0h18v62h-18z'/><path fill='{}' d='M80 92l46-30\
             h68l46 30z'/><path fill='{}' d='M80 92h160v14H80z'/><path fill='{}' d='M80 92h160v2H80z'/>",
            c.dark(14),
            c.light(16),
            c.dark(6),
            c.light(45)
        );
        draw!(
            art,
            "<path fill='#fff6dc' opacity='.45' d='M96 106h128l26 66H70z'/><circle cx='160' cy='99' r='2.4' fill='#7fd0c0'/>"
        );
    } else {
        draw!(
            art,
            "<path fill='{c}' d='M136 0h48v40h-48z'/><path fill='{}' d='M172 0h12v40h-12z'/><path fill='#2c2d2f' d='M92 \
             40h136l14 64H78z'/><path fill='#45474a' d='M92 40h62L112 104H78z'/><path fill='{}' d='M78 104h164v6H78z'/>\
             <path fill='#fff6dc' opacity='.45' d='M90 110h140l20 62H70z'/><circle cx='160' cy='94' r='3' fill='#7fd0c0'/>",
            c.dark(14),
            c.dark(8)
        );
    }
    draw!(
        art,
        "<path fill='#cfc4b4' d='M0 176h320v12H0z'/><path fill='#e0d7ca' d='M0 176h320v2H0z'/><path fill='#f2ece1' d='M0 \
         188h320v52H0z'/><path opacity='.12' d='M0 188h320v4H0z'/><path stroke='#ddd2c1' d='M106 192v48M214 192v48M0 \
         214h106M214 214h106'/><path fill='#2b2927' d='M100 171h120v5H100z'/><path fill='#a35b41' d='M112 148h40v18c0 3-2 \
         4-4 4h-32c-2 0-4-1-4-4z'/><path fill='#86452e' d='M140 148h12v18c0 3-2 4-4 4h-12c5-5 5-14 4-22z'/><path \
         fill='#6e3826' d='M109 146h46v3h-46zM127 140h10v6h-10z'/><path fill='#5a5753' d='M176 160h34v8c0 1-1 2-2 2h-30c-1 \
         0-2-1-2-2zM210 161h24v3h-24z'/>"
    );
    art.plant(272, 176, 9);
    art.bowl(44, 176, 0xe8_e1d4);
    art.done()
}

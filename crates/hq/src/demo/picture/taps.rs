//! Taps and showers.

use super::art::{Art, Colour, draw};
use crate::demo::finish::Finish;

/// A tube in metal: shadow side, body, light.
pub(super) fn tube(art: &mut Art, path: &str, width: i32, c: Colour) {
    draw!(
        art,
        "<g fill='none' stroke-linecap='round' stroke-linejoin='round'><path d='{path}' stroke='{}' stroke-width='{width}'/>\
         <path d='{path}' stroke='{c}' stroke-width='{}' transform='translate(-.8 -.4)'/><path d='{path}' stroke='{}' \
         stroke-width='{}' transform='translate(-{} -.8)' opacity='.85'/></g>",
        c.dark(32),
        width - 2,
        c.light(52),
        (width / 5).max(1),
        width / 4
    );
}

/// A kitchen tap: 0 high arc, 1 spring with pull-out spray, 2 square.
pub(super) fn kitchen(shape: usize, finish: &Finish) -> String {
    let mut art = Art::sheet(Colour([0xe7_e5de, 0xe3_e6e3, 0xea_e4da][shape % 3]));
    art.joints([0, 174], [64, 29], true, Colour([0xd9_d6cc, 0xd3_d8d4, 0xdc_d4c7][shape % 3]));
    art.sunlight(174);
    let c = Colour(finish.colour);
    draw!(
        art,
        "<path fill='#d2c7b7' d='M0 174h320v44H0z'/><path fill='#e5dccf' d='M0 174h320v3H0z'/><path fill='#b5a996' d='M0 \
         218h320v22H0z'/><path fill='#8f8d89' d='M146 186h150l8 26H140z'/><path fill='#6d6b68' d='M150 188h142l4 20H146z'/>\
         <path fill='#a5a39f' d='M140 212h164v3H140z'/><ellipse cx='128' cy='190' rx='26' ry='5' opacity='.14'/>"
    );
    match shape {
        0 => {
            tube(&mut art, "M122 184V78a38 38 0 0 1 76 0v24", 13, c);
            tube(&mut art, "M198 96v14", 16, c);
        }
        1 => {
            tube(&mut art, "M122 184V120", 13, c);
            tube(&mut art, "M122 120V64a36 36 0 0 1 72 0v30", 7, c);
            let coil = if c.luma() > 110 { c.dark(45) } else { c.light(30) };
            draw!(
                art,
                "<path d='M122 116V64a36 36 0 0 1 72 0v22' fill='none' stroke='{coil}' stroke-width='13' \
                 stroke-dasharray='2 3.2'/>"
            );
            tube(&mut art, "M194 92v28", 15, c);
            tube(&mut art, "M126 112h62", 5, c);
        }
        _ => {
            tube(&mut art, "M122 184V50h82v40", 13, c);
            tube(&mut art, "M204 84v12", 15, c);
        }
    }
    art.round([110, 176, 24, 10], 3, c.dark(10));
    draw!(art, "<path stroke='{}' stroke-width='1.6' d='M113 178h15'/>", c.light(45));
    tube(&mut art, "M129 150l26-13", 7, c);
    draw!(
        art,
        "<path stroke='#bcd6de' stroke-width='3' opacity='.7' d='M{} {}V196'/>",
        [198, 194, 204][shape % 3],
        [118, 128, 104][shape % 3]
    );
    match shape {
        0 => {
            art.plant(52, 178, 12);
            art.bowl(262, 176, 0xd7_a15c);
        }
        1 => art.vase(54, 178, 0xb9_c3b0),
        _ => {
            art.bowl(52, 178, 0xf5_f1e8);
            art.plant(276, 176, 8);
        }
    }
    art.done()
}

/// A basin tap: 0 low, 1 tall beside a vessel, 2 from the wall.
pub(super) fn basin(shape: usize, finish: &Finish) -> String {
    let mut art = Art::sheet(Colour([0xdd_e3df, 0xe8_e2d9, 0xe2_e0da][shape % 3]));
    art.sunlight(180);
    let c = Colour(finish.colour);
    let y = [44, 44, 6][shape % 3];
    draw!(
        art,
        "<g transform='translate(160 {y})'><circle r='74' fill='#b08d63'/><circle r='70' fill='#e9efee'/><path fill='#fff' \
         opacity='.55' d='M-28-64h30L-56 42-68 16zM16-64h12L-38 62l-8-8z'/></g><path fill='#c59b6b' d='M0 186h320v14H0z'/><path \
         fill='#d9b488' d='M0 186h320v3H0z'/><path fill='#f1eade' d='M0 200h320v40H0z'/><path opacity='.13' d='M0 \
         200h320v4H0z'/><path stroke='#ddd1bd' d='M160 204v36'/>"
    );
    let bowl = |art: &mut Art, y: i32| {
        draw!(
            art,
            "<ellipse cx='168' cy='188' rx='66' ry='4' opacity='.16'/><path fill='#fbfaf8' d='M86 {y}h148c0 22-22 {h}-44 \
             {h}h-60c-22 0-44-{k}-44-{h}z'/><path fill='#e3dfd8' d='M190 {y}h44c0 22-22 {h}-44 {h}h-16c14-8 18-20 16-{h}z'/>\
             <path fill='#fff' d='M82 {}h156v5H82z'/><path fill='#d4cfc6' d='M90 {}h140v2H90z'/>",
            y - 4,
            y + 1,
            h = 186 - y,
            k = (186 - y) / 3
        );
    };
    match shape {
        0 => {
            bowl(&mut art, 160);
            tube(&mut art, "M106 162v-42c0-18 20-22 34-14 9 5 14 11 17 20", 12, c);
            tube(&mut art, "M105 108l-7-20", 6, c);
        }
        1 => {
            tube(&mut art, "M72 186V98c0-8 4-12 12-12h40v12", 13, c);
            tube(&mut art, "M72 86V70h-16", 6, c);
            bowl(&mut art, 142);
            art.round([61, 180, 22, 7], 3, c.dark(10));
        }
        _ => {
            art.round([112, 90, 96, 14], 7, c.dark(6));
            draw!(art, "<path stroke='{}' stroke-width='2' d='M118 94h82'/>", c.light(45));
            tube(&mut art, "M160 98v18c0 6 4 8 10 8h4v8", 12, c);
            tube(&mut art, "M128 97v-14M192 97v-14", 8, c);
            bowl(&mut art, 152);
        }
    }
    art.plant(if shape == 1 { 276 } else { 46 }, 186, 10);
    if shape != 1 {
        draw!(
            art,
            "<path fill='#e7dcca' d='M262 158h20c3 0 4 2 4 5v23h-28v-23c0-3 1-5 4-5z'/><path fill='#5b544c' d='M269 146h6v12h-6zM262 144h14v4h-14z'/>"
        );
    }
    art.done()
}

/// A shower set: 0 round head, 1 square head with a shelf.
pub(super) fn shower(shape: usize, finish: &Finish) -> String {
    let wall = Colour([0xdc_e2dd, 0xe3_ddd3][shape % 2]);
    let mut art = Art::sheet(wall);
    art.joints([0, 222], [54, 74], false, wall.dark(7));
    art.sunlight(222);
    let c = Colour(finish.colour);
    draw!(
        art,
        "<path fill='{}' d='M0 222h320v18H0z'/><path fill='{}' d='M0 222h320v2H0z'/>",
        wall.dark(16),
        wall.dark(24)
    );
    tube(&mut art, if shape == 0 { "M206 200V40c0-8-4-12-12-12h-64v16" } else { "M206 200V28h-76v16" }, 8, c);
    if shape == 0 {
        draw!(
            art,
            "<ellipse cx='130' cy='50' rx='44' ry='7' fill='{}'/><ellipse cx='130' cy='47' rx='44' ry='6' fill='{c}'/><path \
             d='M92 45c12-4 40-5 56-3' stroke='{}' stroke-width='1.6' fill='none'/>",
            c.dark(34),
            c.light(50)
        );
    } else {
        art.round([86, 44, 88, 8], 2, c.dark(12));
        draw!(art, "<path stroke='{}' stroke-width='1.6' d='M90 45.5h74'/>", c.light(50));
    }
    draw!(
        art,
        "<path stroke='#a9c6cf' stroke-width='1.6' stroke-dasharray='9 7' opacity='.8' d='M98 60l-6 136M114 62l-3 140M130 \
         60v140M146 62l3 140M162 60l6 136'/><path d='M200 150c-34 62 44 66 34 0l-4-48' fill='none' stroke='{}' \
         stroke-width='3'/>",
        c.dark(6)
    );
    tube(&mut art, "M206 92h18", 6, c);
    tube(&mut art, "M228 112l6-34", 9, c);
    draw!(art, "<ellipse cx='238' cy='72' rx='15' ry='8' transform='rotate(-18 238 72)' fill='{}'/>", c.dark(8));
    draw!(art, "<ellipse cx='237' cy='70' rx='14' ry='6.5' transform='rotate(-18 237 70)' fill='{}'/>", c.light(14));
    if shape == 0 {
        tube(&mut art, "M180 152h52", 13, c);
        art.round([172, 144, 10, 16], 4, c.dark(14));
        art.round([230, 144, 10, 16], 4, c.dark(14));
    } else {
        art.round([168, 140, 80, 10], 2, c.dark(4));
        draw!(art, "<path stroke='{}' stroke-width='1.6' d='M171 142h72'/>", c.light(50));
        art.round([176, 151, 14, 14], 7, c.dark(20));
        art.round([224, 151, 14, 14], 7, c.dark(20));
        draw!(art, "<path fill='#e9dfcd' d='M216 118h12v22h-12z'/><path fill='#8b9c8a' d='M232 124h9v16h-9z'/>");
    }
    art.plant(44, 224, 12);
    draw!(
        art,
        "<path fill='#c79d6d' d='M268 196h40v5h-40zM272 201h4v22h-4zM300 201h4v22h-4z'/><path fill='#f4efe6' d='M272 186h32v10h-32z'/><path stroke='#d8cdbb' d='M272 191h32'/>"
    );
    art.done()
}

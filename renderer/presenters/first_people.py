"""The first six of the cast, as colours and proportions."""

from __future__ import annotations

from renderer.presenters.appearance import Appearance

FIRST: dict[str, Appearance] = {
    "maya": Appearance(
        skin=0xE9B48F, skin_shadow=0xCB8567, skin_light=0xF8D0AE, lip=0xC86A61, blush=0xE2775F,
        hair=0x47271F, hair_light=0x8A4B34, hair_shadow=0x2C1714, brow=0x3C211B, iris=0x6B4226,
        cloth=0x2B3A67, cloth_second=0xF6F1EA, accent=0xF2A541,
        hairdo="bob", outfit="blazer", jaw=0.98, chin=0.94, length=0.955, nose=0.86,
        lips=0.9, eye_height=1.06, brow_arch=1.15, cheekbone=0.98, eye_tilt=0.6,
        face="heart", eye_form="round", nose_form="button", neck=28, trousers=0x2B3A67, shoes=0x1E2336,
    ),
    "daniel": Appearance(
        skin=0xDBA07A, skin_shadow=0xB77254, skin_light=0xEFC09C, lip=0xB96A5A, blush=0xCF6C52,
        hair=0x33261F, hair_light=0x6B4F3F, hair_shadow=0x1F1714, brow=0x2A1F1A, iris=0x50643C,
        cloth=0xDCE7F1, cloth_second=0xC3D2E2, accent=0x2F6F8F,
        hairdo="short", outfit="shirt", jaw=1.1, chin=1.25, length=1.02, shoulders=150,
        neck=38, lash=0.35, brow_weight=1.4, lips=0.72, eye=1.02, nose=1.15,
        hand=1.32, yaw=-0.18, beard="full", glasses="square", eye_height=0.9, brow_arch=0.7,
        eye_tilt=-0.6,
        face="square", eye_form="deep", nose_form="straight", trousers=0x3C4657, shoes=0x5A3A28,
    ),
    "ruth": Appearance(
        skin=0x9A6244, skin_shadow=0x70402F, skin_light=0xBC8260, lip=0x9A4440, blush=0x9C4532,
        hair=0xC3C4CC, hair_light=0xECECF2, hair_shadow=0x8E90A0, brow=0x57504F, iris=0x3A2216,
        cloth=0xB23A55, cloth_second=0x8E2B45, accent=0xF3D9A4,
        hairdo="curls", outfit="turtleneck", jaw=1.06, chin=1.1, length=0.99, shoulders=134,
        neck=31, lash=0.8, brow_weight=0.9, lips=1.1, age=1.0, nose=1.1,
        eye=1.08, yaw=0.14, yaw_limit=0.25, earrings="pearl", eye_height=0.93, cheekbone=1.03,
        nose_length=1.03, eye_tilt=-0.8, brow_arch=1.2,
        face="round", eye_form="hooded", nose_form="broad", bottom="skirt", trousers=0x3A3140, shoes=0x2C2028,
        belly=1.06, waist=1.12,
    ),
    "amina": Appearance(
        skin=0xCB9068, skin_shadow=0xA2634A, skin_light=0xE2B08A, lip=0xB85550, blush=0xC2604B,
        hair=0x1E6E72, hair_light=0x3F989A, hair_shadow=0x134C52, brow=0x2E1D17, iris=0x4A2C1A,
        cloth=0xEDE3D6, cloth_second=0xD8C8B4, accent=0xD98E73,
        hairdo="hijab", outfit="tunic", jaw=0.99, chin=0.98, length=0.965, nose=0.9,
        lash=0.95, yaw=-0.2, eye_height=1.0, eye_tilt=1.8, brow_weight=1.2, lips=1.08,
        nose_length=1.05, brow_arch=1.0,
        face="oval", eye_form="almond", nose_form="aquiline", bottom="skirt", trousers=0xE4D8C8, shoes=0xB98A6A,
    ),
    "kofi": Appearance(
        skin=0x7A4A33, skin_shadow=0x532C22, skin_light=0x9C6747, lip=0x84463C, blush=0x8A3F2C,
        hair=0x211A1A, hair_light=0x4A3C3A, hair_shadow=0x120E0F, brow=0x1A1211, iris=0x34201A,
        cloth=0xD99A2B, cloth_second=0xF7F1E6, accent=0xB0741C,
        hairdo="coils", outfit="tee", jaw=1.12, chin=1.26, length=1.01, cheekbone=0.99,
        shoulders=146, neck=37, lash=0.3, brow_weight=1.5, brow_arch=0.6, lips=0.98,
        eye=1.05, eye_height=0.96, nose=1.16, nose_length=0.96, hand=1.3, yaw=0.18,
        face="long", eye_form="down", nose_form="broad", trousers=0x2E3A4E, shoes=0xF2EEE6,
    ),
    "mei": Appearance(
        skin=0xF0C7A2, skin_shadow=0xD39A7C, skin_light=0xFBE0C4, lip=0xCB6468, blush=0xE88672,
        hair=0x26222B, hair_light=0x544C62, hair_shadow=0x15131A, brow=0x2A2326, iris=0x3E2A20,
        cloth=0x7E9C86, cloth_second=0xFAF5EC, accent=0xE8DCC4,
        hairdo="long", outfit="cardigan", jaw=0.97, chin=0.92, length=0.95, cheekbone=1.02,
        shoulders=122, neck=26, lash=0.8, brow_weight=0.95, brow_arch=0.5, lips=0.92,
        eye=1.1, eye_height=0.86, eye_tilt=2.4, eye_gap=34.5, nose=0.88, nose_length=0.95,
        yaw=-0.16,
        face="diamond", eye_form="mono", nose_form="soft", trousers=0xF1E9DA, shoes=0xA9805E,
    ),
}  # fmt: skip

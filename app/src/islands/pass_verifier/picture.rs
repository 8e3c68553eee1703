//! Reading the code in a picture: first the browser's own detector, where there is one, since it is
//! quick on phones, then our own (`app/code-reader`), since it reads binary seals too (part 13, 2.1: the
//! plain form).

use domain::doc9303::seal::address;
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlVideoElement, ImageBitmap};

/// The longest side of a searched picture, in pixels. A code on a photographed A4 page still has
/// about four pixels a module at this size, and the search stays under a second on a cheap phone.
const LONGEST_SIDE: f64 = 1600.0;

/// The kind of drawing surface.
const FLAT: &str = "2d";

/// The text of the code in an image file, if there is one.
pub async fn read_file(file: &File) -> Option<String> {
    let promise = window().create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let (canvas, context, width, height) = canvas(width, height)?;
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
        .ok()?;
    bitmap.close();
    read_canvas(&canvas, &context, width, height).await
}

/// The text of the code that the camera sees at this moment, if there is one.
pub async fn read_video(video: &HtmlVideoElement) -> Option<String> {
    let (width, height) = (
        f64::from(video.video_width()),
        f64::from(video.video_height()),
    );
    let (canvas, context, width, height) = canvas(width, height)?;
    context
        .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, width, height)
        .ok()?;
    read_canvas(&canvas, &context, width, height).await
}

/// A canvas of the picture's shape and at most [`LONGEST_SIDE`], with its width and height.
fn canvas(
    width: f64,
    height: f64,
) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d, f64, f64)> {
    if width < 1.0 || height < 1.0 {
        return None;
    }
    let scale = (LONGEST_SIDE / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).floor(), (height * scale).floor());
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(whole(width));
    canvas.set_height(whole(height));
    let context = canvas.get_context(FLAT).ok()??.dyn_into().ok()?;
    Some((canvas, context, width, height))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and LONGEST_SIDE, floored"
)]
fn whole(side: f64) -> u32 {
    side as u32
}

async fn read_canvas(
    canvas: &HtmlCanvasElement,
    context: &CanvasRenderingContext2d,
    width: f64,
    height: f64,
) -> Option<String> {
    let text = detect_natively(canvas).await;
    // The browser's detector makes text of a binary seal, and spoils it.
    if text
        .as_ref()
        .is_some_and(|text| address::bytes(text).is_ok())
    {
        return text;
    }
    let pixels = context.get_image_data(0.0, 0.0, width, height).ok()?.data();
    let found = detect_in_wasm(&pixels.0, whole(width), whole(height)).await;
    found.or(text)
}

/// Asks the browser's `BarcodeDetector`; not every browser has it, and web-sys does not bind it.
async fn detect_natively(source: &JsValue) -> Option<String> {
    let class: Function = Reflect::get(&window(), &"BarcodeDetector".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"formats".into(), &Array::of1(&"qr_code".into())).ok()?;
    let detector = Reflect::construct(&class, &Array::of1(&options)).ok()?;
    let detect: Function = Reflect::get(&detector, &"detect".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let promise: Promise = detect.call1(&detector, source).ok()?.dyn_into().ok()?;
    let found: Array = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    found
        .iter()
        .filter_map(|code| Reflect::get(&code, &"rawValue".into()).ok()?.as_string())
        .find(|text| !text.is_empty())
}

/// Reads by a module of its own, which is loaded the first time; `None` too where it cannot be.
async fn detect_in_wasm(rgba: &[u8], width: u32, height: u32) -> Option<String> {
    read_code(rgba, width, height).await.ok()?.as_string()
}

#[wasm_bindgen(raw_module = "/read-code.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = readCode)]
    async fn read_code(rgba: &[u8], width: u32, height: u32) -> Result<JsValue, JsValue>;
}

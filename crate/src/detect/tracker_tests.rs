use super::*;
use std::cell::RefCell;

#[test]
fn a_trembling_box_comes_to_rest_and_a_moving_one_does_not_lag() {
    let mut filter = OneEuro::default();
    let trembling: Vec<f32> =
        (0..90).map(|i| filter.next(100.0 + if i % 2 == 0 { 2.0 } else { -2.0 }, 100.0, 1.0 / 30.0)).collect();
    assert!(trembling[60..].iter().all(|v| (v - 100.0).abs() < 0.7), "{:?}", &trembling[60..]);

    // One width per second: within a twentieth of a width behind.
    let mut filter = OneEuro::default();
    let behind = (0..60).map(|i| 100.0 * i as f32 / 30.0).map(|x| x - filter.next(x, 100.0, 1.0 / 30.0));
    assert!(behind.last().unwrap() < 5.0);
}

#[test]
fn a_second_frame_of_the_same_moment_changes_nothing() {
    let (mut one, mut two) = (OneEuro::default(), OneEuro::default());
    for i in 0..10 {
        let value = 100.0 + 3.0 * i as f32;
        let smoothed = one.next(value, 100.0, 1.0 / 30.0);
        assert_eq!(two.next(value, 100.0, 1.0 / 30.0), smoothed);
        assert_eq!(two.next(value + 50.0, 100.0, 0.0), smoothed);
    }
}

#[test]
fn a_box_and_its_keypoints_are_smoothed_alike() {
    let seen = |x: f32| {
        let keypoints = vec![Point { x, y: 20.0 }, Point { x: x + 40.0, y: 20.0 }];
        FaceBox::new(x, 0.0, 100.0, 100.0).unwrap().with_keypoints(keypoints).unwrap()
    };
    let mut tracked = Tracked::new(seen(0.0), 0.0);
    for i in 1..30 {
        let face = tracked.smoothed(seen(if i % 2 == 0 { 4.0 } else { 0.0 }), f64::from(i) / 30.0);
        tracked.seconds = f64::from(i) / 30.0;
        assert!(
            (face.keypoints()[0].x - face.x()).abs() < 1e-3 && (face.keypoints()[1].x - face.x() - 40.0).abs() < 1e-3
        );
        assert!(i < 2 || (0.01..3.99).contains(&face.x()), "{i}: {}", face.x());
    }
}

#[test]
fn parts_cover_the_frame() {
    for (width, height) in [(640, 480), (480, 640), (1280, 720), (100, 100), (900, 90)] {
        let pixels = vec![0; width * height * 4];
        let frame = Frame::new(&pixels, width as u32, height as u32).unwrap();
        let parts = parts(&frame);
        for (x, y) in (0..width).flat_map(|x| [0, height / 3, height / 2, height - 1].map(|y| (x, y))) {
            let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
            let inside = |s: &Square| (s.x()..s.x() + s.side()).contains(&x) && (s.y()..s.y() + s.side()).contains(&y);
            assert!(parts.iter().any(inside), "{width} × {height}: {x}, {y}");
        }
    }
}

/// A frame as a test tells it: the face where one was, and the most prominent one of all.
#[derive(Default)]
struct Scene {
    here: Option<FaceBox>,
    anywhere: Option<FaceBox>,
    /// The parts that were looked at.
    searched: RefCell<Vec<usize>>,
}

impl Sight for Scene {
    fn again(&self, _: &FaceBox) -> Result<Option<FaceBox>> {
        Ok(self.here.clone())
    }

    fn search(&self, part: usize) -> Result<Option<FaceBox>> {
        self.searched.borrow_mut().push(part);
        Ok(self.anywhere.clone())
    }

    fn prominence(&self, face: &FaceBox) -> f32 {
        face.width()
    }
}

fn face(x: f32, width: f32) -> FaceBox {
    FaceBox::new(x, 0.0, width, width).unwrap()
}

fn left(face: &Option<FaceBox>) -> f32 {
    face.as_ref().unwrap().x()
}

/// A tracker that follows a face of 100 pixels at x = 0, last seen at 1 s.
fn following() -> Tracker {
    let mut tracker = Tracker::default();
    let scene = Scene { anywhere: Some(face(0.0, 100.0)), ..Scene::default() };
    assert_eq!(left(&tracker.follow(&scene, 1.0).unwrap()), 0.0);
    tracker
}

#[test]
fn a_followed_face_is_smoothed_from_frame_to_frame() {
    let mut tracker = following();
    for i in 1..30 {
        let x = if i % 2 == 0 { 0.0 } else { 4.0 };
        let scene = Scene { here: Some(face(x, 100.0)), ..Scene::default() };
        let seen = left(&tracker.follow(&scene, 1.0 + f64::from(i) / 30.0).unwrap());
        assert!((0.01..3.99).contains(&seen), "{i}: {seen}");
        assert!(scene.searched.borrow().is_empty());
    }
}

#[test]
fn a_face_that_moves_fast_is_followed_closely_and_a_still_one_held() {
    let after = |x: f32| {
        let mut tracker = following();
        left(&tracker.follow(&Scene { here: Some(face(x, 100.0)), ..Scene::default() }, 1.1).unwrap()) / x
    };
    // 1 Hz at rest: a share of 0.386 in a tenth of a second; 6 Hz more for each width a second.
    assert!((after(0.01) - 0.386).abs() < 0.01, "{}", after(0.01));
    // Ten widths a second, of which a share of 0.386 is believed at once: 24 Hz.
    assert!((after(100.0) - 0.938).abs() < 0.01, "{}", after(100.0));
}

#[test]
fn a_lost_face_is_looked_for_at_once() {
    let mut tracker = following();
    let scene = Scene { anywhere: Some(face(300.0, 50.0)), ..Scene::default() };
    assert_eq!(left(&tracker.follow(&scene, 1.1).unwrap()), 300.0);
    assert_eq!(tracker.follow(&Scene::default(), 1.2).unwrap(), None);
    // And nothing is followed any more.
    let scene = Scene { here: Some(face(300.0, 50.0)), ..Scene::default() };
    assert_eq!(tracker.follow(&scene, 1.3).unwrap(), None);
}

#[test]
fn after_a_break_or_a_step_back_in_time_the_face_may_be_anywhere() {
    for (seconds, followed) in [(1.0, true), (1.99, true), (2.0, false), (0.9, false)] {
        let scene = Scene { here: Some(face(0.0, 100.0)), anywhere: Some(face(300.0, 50.0)), ..Scene::default() };
        let seen = left(&following().follow(&scene, seconds).unwrap());
        assert_eq!(seen == 0.0, followed, "at {seconds} s: {seen}");
    }
}

#[test]
fn every_two_seconds_a_much_more_prominent_face_elsewhere_takes_the_place() {
    let at_two_seconds = |other: FaceBox| {
        let mut tracker = following();
        for i in 1..30 {
            let scene = Scene { here: Some(face(0.0, 100.0)), anywhere: Some(other.clone()), ..Scene::default() };
            let seconds = 1.0 + f64::from(i) * 0.125;
            let seen = left(&tracker.follow(&scene, seconds).unwrap());
            let searches = scene.searched.borrow().len();
            assert_eq!(searches, usize::from(i == 16), "at {seconds} s");
            if i == 16 {
                // It is followed from here on, unsmoothed.
                let held = Scene { here: Some(other.clone()), ..Scene::default() };
                let next = left(&tracker.follow(&held, seconds + 0.1).unwrap());
                return (seen, next);
            }
        }
        unreachable!("16 is below 30");
    };
    assert_eq!(at_two_seconds(face(300.0, 160.0)), (300.0, 300.0));
    // 1.4 times as prominent, and one that covers a part of the followed face.
    assert_eq!(at_two_seconds(face(300.0, 140.0)).0, 0.0);
    assert_eq!(at_two_seconds(face(90.0, 160.0)).0, 0.0);
}

#[test]
fn another_part_is_looked_at_each_time() {
    let mut tracker = Tracker::default();
    let scene = Scene::default();
    for i in 0..4 {
        assert_eq!(tracker.follow(&scene, f64::from(i)).unwrap(), None);
    }
    assert_eq!(scene.searched.borrow()[..], [0, 1, 2, 3]);
}

#[test]
fn after_the_last_part_comes_the_first() {
    let detector = Detector::new(include_bytes!("../../detectors/face.safetensors")).unwrap();
    let pixels = [0; 64 * 48 * 4];
    let frame = Frame::new(&pixels, 64, 48).unwrap();
    let mut tracker = Tracker::default();
    for i in 0..3 * u8::try_from(parts(&frame).len()).unwrap() {
        assert_eq!(tracker.track(&detector, &frame, f64::from(i)).unwrap(), None);
    }
}

#[test]
fn every_pixel_of_any_frame_is_in_a_part() {
    // Also in frames so long that parts are as high as the frame.
    for (width, height) in [(640u32, 480u32), (900, 90), (90, 900), (1000, 1), (48, 48), (333, 100)] {
        let pixels = vec![0; (width * height * 4) as usize];
        let parts = parts(&Frame::new(&pixels, width, height).unwrap());
        for x in 0..width {
            let covers = |s: &Square| s.x() <= x as f32 && s.x() + s.side() >= x as f32 + 1.0;
            assert!(parts.iter().any(covers), "{width} × {height}: column {x}");
        }
        for y in 0..height {
            let covers = |s: &Square| s.y() <= y as f32 && s.y() + s.side() >= y as f32 + 1.0;
            assert!(parts.iter().any(covers), "{width} × {height}: row {y}");
        }
        assert!(parts.iter().all(|s| s.x() >= 0.0 && s.x() + s.side() <= width as f32 + 0.01), "{width} × {height}");
    }
}

#[test]
fn frames_closer_than_any_cameras_leave_a_box_of_numbers() {
    let mut tracker = following();
    for i in 1..6u8 {
        let scene = Scene { here: Some(face(f32::from(i) * 1e8, 1e-6)), ..Scene::default() };
        let seen = tracker.follow(&scene, 1.0 + f64::from(i) * 1e-15).unwrap().unwrap();
        assert!(edges(&seen).iter().all(|edge| edge.is_finite()), "{seen:?}");
    }
}

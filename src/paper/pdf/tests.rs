use super::*;
use crate::domain::lang::Lang;
use crate::paper::tests::sample;
use crate::paper::{Block, Section, profile};
use proptest::prelude::*;

fn long(blocks: Vec<Block>) -> Paper {
    Paper { sections: vec![Section::new("Langt", blocks)], ..sample() }
}

#[test]
fn the_same_paper_gives_the_same_file() {
    let bytes = file(&sample()).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7") && bytes.len() < 60_000, "{}", bytes.len());
    assert_eq!(bytes, file(&sample()).unwrap());
    let other = Paper { lang: Lang::En, ..sample() };
    assert_ne!(bytes, file(&other).unwrap());
    let profile = profile::paper(&profile::tests::sample(), None);
    assert_eq!(file(&profile).unwrap(), file(&profile).unwrap());
}

#[test]
fn long_papers_get_pages_and_nothing_runs_out_of_them() {
    let words = "Blåbærsyltetøy på brødskive. ".repeat(400);
    let unbroken = "x".repeat(5000);
    let row =
        |text: &str| vec![text.to_owned(), words.chars().take(2000).collect(), "kort".to_owned()];
    let head = ["En", "To", "Tre"].map(str::to_owned).to_vec();
    for blocks in [
        vec![Block::Text(words.clone()), Block::Text(unbroken.clone())],
        vec![Block::Notice(words.clone())],
        vec![Block::List(vec![words.clone(); 3]), Block::List(vec!["punkt".to_owned(); 200])],
        vec![Block::Rows(vec![(unbroken.clone(), words.clone()), ("b".to_owned(), words.clone())])],
        vec![Block::Table { head, rows: vec![row("a"), row(&unbroken), row("c")] }],
    ] {
        let paper = long(blocks);
        let set = flow::set(&paper).unwrap();
        assert!(set.pages.len() > 2, "{}", set.pages.len());
        for mark in set.pages.iter().flatten() {
            let (left, right, top, bottom) = match mark {
                Mark::Text { line, at: (x, y), size, .. } => {
                    (*x, x + line.width * size, y - size, y + size * 0.3)
                }
                Mark::Field([x, y, width, height], _) => (*x, x + width, *y, y + height),
            };
            assert!(left >= 61.9 && right <= WIDTH - 61.9, "{left} to {right}");
            assert!(top >= 30.0 && bottom <= HEIGHT - 25.0, "{top} to {bottom}");
        }
        assert!(file(&paper).unwrap().starts_with(b"%PDF"));
    }
}

#[test]
fn a_table_says_what_its_columns_are_on_every_page() {
    let row = |number: usize| vec![format!("rad {number}"), "innhold".to_owned()];
    let table = Block::Table {
        head: vec!["Kolonneoverskrift".to_owned(), "To".to_owned()],
        rows: (0..100).map(row).collect(),
    };
    let set = flow::set(&long(vec![table, Block::Text("Etter. ".repeat(800))])).unwrap();
    let shown = |page: &[Mark]| {
        page.iter()
            .filter(
                |mark| matches!(mark, Mark::Text { line, .. } if line.text == "Kolonneoverskrift"),
            )
            .count()
    };
    let shown: Vec<usize> = set.pages.iter().map(|page| shown(page)).collect();
    assert_eq!(shown, [1, 1, 1, 1, 0]);
}

#[test]
fn the_largest_profile_is_set_in_reasonable_time() {
    let begun = std::time::Instant::now();
    let paper = long(vec![Block::Text("W".repeat(250_000)), Block::Text("é i ".repeat(60_000))]);
    assert!(file(&paper).unwrap().len() < 3_000_000);
    // A debug build on a busy machine; a release build takes a fiftieth.
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever people write, there is a file that conforms.
    #[test]
    fn any_text_can_be_set(one in any::<String>(), two in "(\\PC|\\s){0,200}") {
        let table = Block::Table { head: vec![one.clone(), two.clone()], rows: vec![vec![two.clone(), one.clone()]] };
        let paper = Paper {
            title: one.clone(),
            subtitle: two.clone(),
            lead: vec![Block::Text(one.clone()), Block::Notice(two.clone())],
            sections: vec![Section::new(&one, vec![table, Block::Rows(vec![(two.clone(), one.clone())])])],
            footer: two,
            ..sample()
        };
        prop_assert!(file(&paper).is_ok(), "{:?}", file(&paper).err());
    }
}

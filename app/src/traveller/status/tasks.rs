//! The task list of a draft: the named steps, ticked when complete, with the people of a family below
//! those that each of them has.

use crate::components::icon;
use crate::contract::Draft;
use crate::text::{instant, text, text_with};
use crate::traveller::apply::lists::name_of;
use crate::traveller::steps::step_path;
use crate::traveller::steps_bar::Part;
use leptos::prelude::*;

/// How far a task is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Done,
    /// What to go on with.
    Next,
    Open,
}

impl Task {
    const fn of(done: bool, next: bool) -> Self {
        match (done, next) {
            (true, _) => Self::Done,
            (false, true) => Self::Next,
            (false, false) => Self::Open,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Done => "status-task-done",
            Self::Next => "status-task-next",
            Self::Open => "status-task-open",
        }
    }
}

pub(super) fn list(draft: &Draft) -> AnyView {
    let next = Part::of(draft.next_step());
    let items: Vec<_> = Part::ALL
        .into_iter()
        .map(|part| {
            let task = Task::of(part.is_complete(draft), part == next);
            let people = people(part, draft);
            // In a family it is the people who have pages.
            let page = (task != Task::Open && people.is_none())
                .then(|| part.page(draft))
                .flatten();
            view! {
                <li>
                    {line(text(part.name_key()), page, task)}
                    {people}
                </li>
            }
        })
        .collect();
    let until = instant(draft.expires_at);
    view! {
        <ol class="tasks" aria-label=text("status-tasks")>
            {items}
        </ol>
        <p class="small">{text_with("kept-until", &[("until", until)])}</p>
    }
    .into_any()
}

/// The people of a family by name, where the step is done once for each.
fn people(part: Part, draft: &Draft) -> Option<AnyView> {
    if draft.travellers.len() < 2 {
        return None;
    }
    let items: Vec<_> = draft
        .travellers
        .iter()
        .filter_map(|person| Some((person, part.of_person(person)?)))
        .map(|(person, (step, done))| {
            let task = Task::of(done, step == draft.next_step());
            view! { <li>{line(name_of(person), Some(step_path(step)), task)}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul>{items}</ul> }.into_any())
}

fn line(name: String, page: Option<String>, task: Task) -> AnyView {
    let mark = (task == Task::Done).then(|| icon("check"));
    let named = match page {
        Some(page) => view! { <a href=page>{name}</a> }.into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    };
    let class = match task {
        Task::Done => "task done",
        Task::Next => "task next",
        Task::Open => "task",
    };
    view! {
        <div class=class>
            <span class="mark">{mark}</span>
            {named}
            " "
            <span class="how-far">{text(task.key())}</span>
        </div>
    }
    .into_any()
}

//! What may be done with a need: only what the rule book would take now is shown.

use super::call_back::CallBackDialog;
use crate::{
    cases::{WhatIsWrong, Wrong, label, people, teams},
    locales::{Lang, common, needs as words, say, use_lang},
    session::{Session, use_session},
    ui::{Button, ButtonKind, Dialog, LinkButton, SelectField, TextArea},
};
use leptos::prelude::*;
use linli_domain::{
    CaseId, Command,
    case::{Assignee, Case},
    command::NeedStep,
    refusal::{Field, Problem, Refusal},
};
use linli_sync::{CaseSeen, Snapshot};

/// A thing to do, in the order in which the first possible one is the main one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Verify,
    Accept,
    CallBack,
    Close,
    OpenShift,
    Assign,
    Resolve,
    Reopen,
    Correct,
    Again,
    Reject,
    Withdraw,
}

const ACTS: [Act; 12] = [
    Act::Verify,
    Act::Accept,
    Act::CallBack,
    Act::Close,
    Act::OpenShift,
    Act::Assign,
    Act::Resolve,
    Act::Reopen,
    Act::Correct,
    Act::Again,
    Act::Reject,
    Act::Withdraw,
];

impl Act {
    fn word(self) -> fn(Lang) -> &'static str {
        match self {
            Act::Verify => words::verify,
            Act::Accept => words::accept,
            Act::CallBack => words::called_back,
            Act::Again => words::post_again,
            Act::Close => words::close_need,
            Act::OpenShift => words::open_a_shift,
            Act::Assign => words::assign,
            Act::Resolve => words::resolve,
            Act::Reopen => words::reopen,
            Act::Correct => words::correct,
            Act::Reject => words::cant_do,
            Act::Withdraw => words::withdraw,
        }
    }

    /// The step, with what was typed or chosen.
    fn step(self, text: &str, assignee: Option<Assignee>) -> Option<NeedStep> {
        let reason = text.trim().to_owned();
        Some(match self {
            Act::Verify => NeedStep::Verify,
            Act::Accept => NeedStep::Accept,
            Act::Close => NeedStep::Close,
            Act::CallBack => NeedStep::CallBack {
                helped: true,
                words: reason,
                rating: None,
            },
            Act::Assign => NeedStep::Assign {
                assignee: assignee?,
            },
            Act::Resolve => NeedStep::Resolve { evidence: reason },
            Act::Reopen => NeedStep::Reopen { reason },
            Act::Reject => NeedStep::Reject { reason },
            Act::Withdraw => NeedStep::Withdraw { reason },
            Act::OpenShift | Act::Correct | Act::Again => return None,
        })
    }

    /// The page that does it, where it is none of this one's; the need's id follows.
    fn leads_to(self) -> Option<&'static str> {
        match self {
            Act::OpenShift => Some("/desk/shift/new?need="),
            Act::Again => Some("/desk?again-need="),
            _ => None,
        }
    }

    fn asks(self) -> bool {
        !matches!(self, Act::Verify | Act::Accept | Act::Close)
    }

    fn possible(self, seen: &Snapshot, need: &CaseSeen) -> bool {
        let case = need.case.id;
        match self {
            Act::Correct => seen.would(&Command::CorrectNeed {
                case,
                about: Box::new(need.case.about.clone()),
            }),
            Act::OpenShift => crate::desk::could_open(seen, &need.case),
            // Of what is sealed the desk has nothing to copy.
            Act::Again => need.full && seen.runs_desk() && !need.case.is_sealed(),
            Act::Verify if !need.case.unverified => false,
            _ => self
                .step("…", Whom::may_have(&need.case).first(seen))
                .is_some_and(|step| seen.would(&Command::HandleNeed { case, step })),
        }
    }
}

/// Whom a need is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whom {
    /// One person: what is sealed.
    Person,
    /// A team: all else.
    Team,
}

impl Whom {
    fn may_have(case: &Case) -> Whom {
        if case.is_sealed() {
            Whom::Person
        } else {
            Whom::Team
        }
    }

    /// Anybody of them, to ask whether it could be given at all.
    fn first(self, seen: &Snapshot) -> Option<Assignee> {
        match self {
            Whom::Person => seen.people().first().map(|one| Assignee::Person(one.id)),
            Whom::Team => {
                let teams = seen.organizations();
                teams.first().map(|team| Assignee::Organization(team.id))
            }
        }
    }

    /// The one who was chosen.
    fn chosen(self, id: &str) -> Option<Assignee> {
        match self {
            Whom::Person => id.parse().ok().map(Assignee::Person),
            Whom::Team => id.parse().ok().map(Assignee::Organization),
        }
    }
}

/// The buttons, and the dialog that asks for a reason, a result or a team.
#[component]
pub fn NeedActions(
    /// The need.
    need: Memo<Option<CaseSeen>>,
    /// Set when it is to be corrected.
    correcting: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    let acts = Memo::new(move |_| {
        let need = need.read();
        let possible = |seen: &Snapshot| {
            let need = need.as_ref()?;
            Some(
                ACTS.into_iter()
                    .filter(|act| act.possible(seen, need))
                    .collect::<Vec<_>>(),
            )
        };
        session.read(possible).flatten().unwrap_or_default()
    });
    let asked = RwSignal::new(None::<Act>);
    let open = RwSignal::new(false);
    let wrong = Wrong::with("step");
    let busy = RwSignal::new(false);
    let case = move || need.read_untracked().as_ref().map(|need| need.case.id);
    let calling_back = RwSignal::new(false);
    let press = move |act: Act| match act {
        Act::Correct => correcting.set(true),
        Act::CallBack => calling_back.set(true),
        _ if act.asks() => {
            wrong.clear();
            asked.set(Some(act));
            open.set(true);
        }
        _ => {
            if let (Some(case), Some(step)) = (case(), act.step("", None)) {
                busy.set(true);
                session.act(Command::HandleNeed { case, step }, move |answer| {
                    busy.set(false);
                    match answer {
                        Ok(_) => wrong.clear(),
                        Err(trouble) => wrong.set(trouble),
                    }
                });
            }
        }
    };
    let button = move |n: usize, act: Act| {
        let kind = match (n, act) {
            (_, Act::Reject | Act::Withdraw) => ButtonKind::Danger,
            // Nothing is to be done where it can only be copied.
            (0, act) if act != Act::Again => ButtonKind::Primary,
            _ => ButtonKind::Quiet,
        };
        if let Some(path) = act.leads_to() {
            let id = case().map(|c| c.to_string()).unwrap_or_default();
            let href = format!("{path}{id}");
            view! { <LinkButton href kind>{say(act.word())}</LinkButton> }.into_any()
        } else {
            view! { <Button kind pending=busy on_press=move || press(act)>{say(act.word())}</Button> }.into_any()
        }
    };
    view! {
        <Show when=move || !acts.read().is_empty()>
            <section class="section need-actions" aria-label=say(words::what_to_do)>
                <Show when=move || !open.get()><WhatIsWrong wrong /></Show>
                {move || {
                    let mut buttons = acts.get().into_iter().enumerate();
                    let first = buttons.next().map(|(n, act)| button(n, act));
                    view! {
                        {first}
                        <div class="two">{buttons.map(|(n, act)| button(n, act)).collect_view()}</div>
                    }
                }}
            </section>
        </Show>
        <AskDialog asked open wrong need />
        <CallBackDialog need open=calling_back />
    }
}

/// Asks for a reason, a result or a team.
#[component]
fn AskDialog(
    asked: RwSignal<Option<Act>>,
    open: RwSignal<bool>,
    wrong: Wrong,
    need: Memo<Option<CaseSeen>>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let (text, whom) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_sealed = Memo::new(move |_| {
        let need = need.read();
        need.as_ref().is_some_and(|need| need.case.is_sealed())
    });
    let busy = RwSignal::new(false);
    let title = Signal::derive(move || {
        asked
            .get()
            .map_or(String::new(), |act| act.word()(lang.get()).to_owned())
    });
    let field = Memo::new(move |_| match asked.get() {
        Some(Act::Assign) => Field::Organization,
        Some(Act::Resolve) => Field::Evidence,
        _ => Field::Reason,
    });
    let confirm = move || {
        let Some((act, need)) = asked.get_untracked().zip(need.get_untracked()) else {
            return;
        };
        let whom = whom.get_untracked();
        let assignee = Whom::may_have(&need.case).chosen(&whom);
        let Some(step) = act.step(&text.get_untracked(), assignee) else {
            return wrong.refuse(vec![Refusal::Field {
                field: Field::Organization,
                problem: Problem::Missing,
            }]);
        };
        busy.set(true);
        let done = move |answer: Result<_, _>| {
            busy.set(false);
            match answer {
                Ok(_) => {
                    text.set(String::new());
                    wrong.clear();
                    open.set(false);
                }
                Err(trouble) => wrong.set(trouble),
            }
        };
        send(session, lang.get_untracked(), act, step, &need, done);
    };
    let actions = move || {
        view! {
            <Button pending=busy on_press=confirm>{title}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>{say(common::keep)}</Button>
        }
    };
    view! {
        <Dialog open title actions=actions>
            {move || open.get().then(|| view! { <WhatIsWrong wrong /> })}
            {move || match field.get() {
                Field::Organization => {
                    let options = if is_sealed.get() { people(session, lang) } else { teams(session, lang) };
                    view! {
                        <SelectField label=say(words::assign_to) value=whom options error=wrong.of(Field::Organization) id=wrong.id(Field::Organization) />
                    }.into_any()
                }
                field => view! {
                    <TextArea label=label(field) value=text error=wrong.of(field) id=wrong.id(field) />
                    {is_sealed.get().then(|| view! { <p class="field-hint">{say(words::not_sealed)}</p> })}
                }.into_any(),
            }}
        </Dialog>
    }
}

fn send(
    session: Session,
    lang: Lang,
    act: Act,
    step: NeedStep,
    need: &CaseSeen,
    done: impl FnOnce(Result<linli_domain::CommandId, crate::session::Trouble>) + 'static,
) {
    let case: CaseId = need.case.id;
    let command = Command::HandleNeed { case, step };
    let foreseen = session
        .snapshot
        .with_untracked(|s| s.as_ref().map(|s| s.foresee(&command)));
    if let Some(linli_domain::Prediction::Refused(reasons)) = foreseen {
        return done(Err(crate::session::Trouble::Refused(reasons)));
    }
    let title = need.case.about.title.pick(lang.tag());
    match act {
        Act::Reject => session.act_with_undo(command, words::cant_do_said(lang, title), done),
        Act::Withdraw => session.act_with_undo(command, words::withdrawn_said(lang, title), done),
        _ => session.act(command, done),
    }
}

//! The acts as types, so that a permit for one does not fit another.

use crate::domain::entry::Kind;
use crate::domain::question::Act;

/// An act that changes nothing: its entry is the whole of it. One that changes
/// something is recorded together with the change.
/// ```compile_fail,E0277
/// use samflyt::gate::{Ask, Gate, action::Erase};
/// async fn erase(gate: &Gate, actor: &samflyt::identity::Actor, ask: Ask) {
///     let _recorded = gate.ask::<Erase>(actor, ask).await;
/// }
/// ```
pub trait Reading: Action {}

impl Reading for Open {}
impl Reading for List {}
impl Reading for SeeConsents {}
impl Reading for SeeNotices {}
impl Reading for SeeRequests {}
impl Reading for SeeSent {}
impl Reading for SeeEmergency {}
impl Reading for Export {}
impl Reading for SeeMembers {}
impl Reading for ReadLog {}
impl Reading for Audit {}
impl Reading for Operate {}

mod sealed {
    pub trait Sealed {}
}

/// An act that the gate can be asked for. Nothing outside this file is one.
pub trait Action: sealed::Sealed + Send + 'static {
    /// The act, as policies know it.
    const ACT: Act;
    /// The kind of entry that a yes leaves.
    const KIND: Kind;
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident: $act:ident => $kind:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(());
        impl sealed::Sealed for $name {}
        impl Action for $name {
            const ACT: Act = Act::$act;
            const KIND: Kind = Kind::$kind;
        }
    )+};
}

actions! {
    /// Receive the bytes of one version.
    Open: Open => Opened,
    /// See that documents exist.
    List: List => Listed,
    /// Put in a document.
    Store: Store => Stored,
    /// Add a version.
    Replace: Replace => Replaced,
    /// Destroy a document.
    Erase: Erase => Erased,
    /// Give a consent.
    Grant: Grant => ConsentGranted,
    /// Agree to a consent that others have given or that waits for a new decision.
    Approve: Grant => ConsentApproved,
    /// Say no to one.
    Decline: Grant => ConsentDeclined,
    /// Change a consent: a new revision.
    Revise: Grant => ConsentRevised,
    /// Write a consent down for the family to give.
    Draft: Draft => ConsentDrafted,
    /// End a consent from the unit's side.
    HandBack: HandBack => ConsentHandedBack,
    /// Mark a document "not for my guardians".
    Withhold: Withhold => WithholdAsked,
    /// Take such a mark away.
    Unwithhold: Withhold => WithholdLifted,
    /// Confirm such a mark, as a health professional.
    ConfirmWithheld: ConfirmWithheld => WithholdConfirmed,
    /// Lift such a mark, as a health professional.
    LiftWithheld: ConfirmWithheld => WithholdLifted,
    /// Switch emergency access on or off.
    SetEmergency: SetEmergency => EmergencySwitched,
    /// See how the family's switch for emergencies stands, and what was declared.
    SeeEmergency: ReadLog => ConsentsSeen,
    /// Declare an emergency.
    OpenEmergency: OpenEmergency => EmergencyOpened,
    /// Take a copy of the folder.
    Export: Export => FolderExported,
    /// Ask for the folder to be erased.
    EraseFolder: EraseFolder => FolderErasureAsked,
    /// Stop that.
    KeepFolder: EraseFolder => FolderErasureStopped,
    /// Tell the auditors that an entry looks wrong.
    Report: Report => EntryReported,
    /// See notices about a folder.
    SeeNotices: ReadLog => NoticesSeen,
    /// See requests to a family.
    SeeRequests: SeeConsents => RequestsSeen,
    /// See the requests of one's own unit.
    SeeSent: Request => RequestsSeen,
    /// Ask a family, in the name of a unit.
    SendRequest: Request => RequestSent,
    /// Remind a family of a request.
    RemindRequest: Request => RequestReminded,
    /// Take a request back.
    WithdrawRequest: Request => RequestWithdrawn,
    /// Grant a request.
    GrantRequest: Grant => RequestGranted,
    /// Decline a request.
    DeclineRequest: Grant => RequestDeclined,
    /// Remember a selection.
    KeepPack: Grant => PackKept,
    /// Drop a remembered selection.
    DropPack: Grant => PackDropped,
    /// See who the members of a unit are.
    SeeMembers: SeeMembers => Listed,
    /// Name a new member.
    InviteMember: InviteMember => MembershipAdded,
    /// Confirm one, or let one work again.
    ConfirmMember: ConfirmMember => MembershipAdded,
    /// Suspend one.
    SuspendMember: SuspendMember => MembershipAdded,
    /// End a membership.
    EndMember: EndMember => MembershipEnded,
    /// See consents.
    SeeConsents: SeeConsents => ConsentsSeen,
    /// Stop a consent.
    Revoke: Revoke => ConsentRevoked,
    /// Read the log of a folder.
    ReadLog: ReadLog => LogRead,
    /// Run the installation.
    Operate: Operate => OperationSeen,
    /// Read the log across folders.
    Audit: Audit => LogRead,
}

// Generated from the Rust types by `./dev types`. Do not edit by hand.

/** UUID as text. */
export type Id = string;
/** UTC milliseconds since 1970. */
export type Millis = number;

/** A visit at which the customer was not there. */
export type Absence = {
/** The visit. */
appointment: Id,
/** Its job. */
work_order: Id,
/** What for. */
kind: WorkKind,
/** Start of the window, UTC milliseconds. */
start_ms: number,
/** When it was recorded, UTC milliseconds. */
at_ms: number,
/** Who recorded it. */
by: string,
/** What there is to say. */
reason: string | null, };

/** What an order costs and what came in. `balance_minor` is what is still to pay; below 0 the customer is owed money. */
export type Account = {
/** What is to be paid in all, minor units; nothing for an order that was called off. */
total_minor: number,
/** What came in, minor units. */
paid_minor: number,
/** What was given back, minor units. */
returned_minor: number,
/** What is still to pay, minor units. */
balance_minor: number, };

/** A revision of the drawing is added. */
export type AddDrawing = {
/** A job of the project. */
work_order: Id,
/** Which revision: later than all that there are. */
revision: number,
/** How many measurements were finished in the project, as it was seen. */
measured: number,
/** SHA-256 of the file, lower-case hex. */
sha256: string,
/** The file's length. */
bytes: number,
/** The file's format. */
media_type: PhotoType,
/** A word about it. */
note: string, };

/** A photo is added. */
export type AddPhoto = {
/** To which job. */
work_order: Id,
/** SHA-256 of the file, lower-case hex. */
sha256: string,
/** The file's length. */
bytes: number,
/** The file's format. */
media_type: PhotoType,
/** What it shows. */
kind: PhotoKind,
/** The first measurement of the room that it shows. */
room: Id | null,
/** A word about it. */
caption: string, };

/** Where a customer lives. */
export type Address = {
/**
 * Code of the smallest division that is known, six digits (GB/T 2260): `330106`, or `330000` where only the
 * province is; empty where none is.
 */
division: string,
/** Province, autonomous region or municipality: `浙江省`. */
province: string,
/** Prefecture: `杭州市`; empty in municipalities. */
city: string,
/** District or county: `西湖区`. */
district: string,
/** The rest, as it was typed: `文三路 100 号`. */
street: string, };

/** The argument of `address`. */
export type AddressArgs = {
/** What is typed. */
text: string, };

/** A job moves on. */
export type AdvanceWorkOrder = {
/** Which job. */
work_order: Id,
/** The step that was taken. */
to: WorkStep,
/** Why it failed, where it did. */
reason: string | null,
/** It failed because the customer was not there. */
absent: boolean,
/** With the customer's code or without it, where the crew arrives and a code is wanted. */
arrival: Arrival | null, };

/** Something that was signed. */
export type AgreementCard = {
/** What was agreed. */
version: Id,
/** What it costs, minor units. */
total_minor: number,
/** When each part falls due. */
instalments: Array<Instalment>,
/** Who signed. */
signed_by: string,
/** SHA-256 of the paper. */
document: string,
/** Who took the signature. */
by_name: string,
/** When, UTC milliseconds. */
at_ms: number, };

/** Whether a discount by hand may be given. */
export type Allowance = { "answer": "within" } | { "answer": "needs_approval",
/** Who. */
by: Array<Role>, } | { "answer": "never",
/** The least that must be left to pay, minor units. */
floor_minor: number, };

/** The customer signs a change of an order. */
export type AmendOrder = {
/** Which order. */
order: Id,
/** What is signed. */
signing: Signing, };

/** A discount on a quote is answered. */
export type AnswerQuote = {
/** Which version. */
version: Id,
/** What is taken off by hand, as whoever answers has seen it, minor units. */
off_minor: number,
/** Whether it may be given. */
granted: boolean,
/** In words. */
note: string, };

/** The argument of `appointment`. */
export type AppointmentArgs = {
/** Which. */
appointment: Id, };

/** An appointment. */
export type AppointmentSheet = {
/** Which. */
appointment: Id,
/** What the customer's slip calls it. */
number: string,
/** In which window. */
window: Id,
/** What for. */
kind: WorkKind,
/** Start of the window, UTC milliseconds. */
start_ms: number,
/** End of the window, UTC milliseconds. */
end_ms: number,
/** How many pieces of goods it is for. */
quantity: number,
/** Path of their category, where it was said. */
goods: string | null,
/** Work units of the window that it takes. */
units: number,
/** Minutes that its work takes; none where no norm said it. */
minutes: number | null,
/** Who comes. */
crew: Localized,
/** Whom they visit. */
customer: string,
/** The number to call. */
phone: string,
/** Where. */
address: string,
/** A word for the crew. */
note: string,
/** How far the job is. */
step: WorkStep,
/** Guaranteed, or waiting for HQ. */
finality: Finality,
/** Whether it can be moved or called off here: it is the store's own, and the crew has not driven off. */
changeable: boolean,
/**
 * The appointment as a customer's phone takes it into its calendar from a code, in each language; none once the crew
 * has driven off or it was called off.
 */
code: Localized | null,
/** Whether the crew begins with the customer's code. */
coded: boolean,
/** That code, on the tablet that drew it, for those who serve customers, until the crew is there. */
customer_code: string | null,
/** Where it was before, the latest first. */
moves: Array<MovedCard>,
/** That the customer was not there, where that is how it ended. */
absence: Absence | null,
/** Whether it was called off. */
cancelled: Cancellation | null,
/** Where the record stands. */
sync: RecordState, };

/** Where the discount by hand on a version stands. */
export type Approval = {
/** Roles that may answer, the one with the least authority first. */
able: Array<Role>,
/** What was answered; none while it waits. */
answer: DiscountAnswer | null, };

/** A part of the land that crews are sent to. */
export type Area = {
/** What ways and crews call it. */
code: string,
/** What people call it. */
name: Localized,
/** The divisions in it as addresses have them, the city before the district: `杭州市滨江区`. */
divisions: Array<string>,
/** Minutes of a way within it. */
minutes: number,
/** Metres of a way within it. */
metres: number, };

/** How a crew showed that it was with the customer, where the chain wants their code. */
export type Arrival = { "kind": "code" } | { "kind": "without",
/** Why not. */
reason: string, };

/** A line of a basket as a screen or the website names it. */
export type AskedLine = {
/** The asker's name for the line; the answer carries it. Empty for its place in the basket, counted from 1. */
line: string,
/** The product. */
product_id: string,
/** Which of its variants. */
variant_id: string,
/** Pieces. */
count: number,
/** The size of a piece, where it is made to measure. */
size: Size | null,
/** How much of the unit a piece is, in thousandths, where it is sold by measure without a size. */
quantity_milli: number | null, };

/** The inbox. */
export type Attention = {
/** Open cases, the newest first. */
mine: Array<CaseCard>,
/** Operations without a verdict, the oldest first. */
waiting: Array<WaitingCard>,
/** Cases closed in the last day. */
settled: Array<CaseCard>, };

/** A property with its value. */
export type Attribute = {
/** What it is. */
name: Localized,
/** What it is worth, with its unit. */
value: Localized, };

/** What one role may do with some goods. A basis point is a hundredth of a percent. */
export type AuthorityRule = {
/** Whose rule it is. */
role: Role,
/** Short name of the merchant whose goods it is for; none for all. */
merchant?: string,
/** Category path it is for, with all below; none for all. */
category?: string,
/** Largest discount by hand, in basis points of what promotions leave to pay. */
limit_bp: number,
/** Share of the list price that must be left, in basis points. */
floor_bp: number, };

/** What a card of the campaign is worth. */
export type Benefit = {
/** What a card is worth at most. */
value: Money,
/** How it comes off. */
worth: Worth,
/** In words, with whatever comes besides the money. */
words: Localized, };

/** Hours of a crew that are blocked, as a window keeps them. */
export type Block = {
/** From when, UTC milliseconds. */
start_ms: number,
/** Until when, UTC milliseconds. */
end_ms: number,
/** Units that it took of the window's capacity. */
units: number,
/** Why. */
reason: string,
/** Who blocked them. */
by_name: string, };

/** Hours of a crew are blocked. */
export type BlockTime = {
/** Whose. */
crew: Id,
/** The day in its calendar, `2026-11-22`. */
date: string,
/** From when, UTC milliseconds. */
start_ms: number,
/** Until when, UTC milliseconds. */
end_ms: number,
/** Why, in words that the stores read. */
reason: string, };

/** The argument of `booking_board`. */
export type BoardArgs = {
/** First day in the store's calendar, `2026-11-22`; none: today. */
from: string | null,
/** How many days. */
days: number,
/** Only windows for this work. */
kind: WorkKind | null, };

/** A crew of the board. */
export type BoardCrew = {
/** Its identifier. */
id: Id,
/** What people call it. */
name: Localized,
/** What it can do. */
trades: Localized,
/** The days of the board that it has off, as far as its calendar is laid down. */
off: Array<DayOff>, };

/** A day of the board. */
export type BoardDay = {
/** `2026-11-22`. */
date: string,
/** Slots that this tablet can guarantee. */
guaranteed: number,
/** Slots that HQ must confirm. */
to_confirm: number,
/** The day is over. */
past: boolean,
/** What the chain's calendar says of it. */
note: DayNote, };

/** An appointment is booked. */
export type BookAppointment = {
/** Where in the calendar. */
window: Id,
/** What for. */
kind: WorkKind,
/** The visit during which it is made. */
visit: Id | null,
/** Whom to visit. */
contact: Contact,
/** A word for the crew. */
note: string,
/** How the goods come, where a project begins with it. */
route: ServiceRoute | null,
/** The project that it goes on with. */
project: Id | null,
/** The order that it serves. */
order: Id | null,
/** The job that it follows up. */
follows: FollowUp | null,
/** Path of the category of the goods, for a crew that takes them. */
goods: string | null,
/** How many pieces of them. */
quantity: number,
/** The entry of the waiting list that it ends. */
waitlist?: Id, };

/** A version of the price book. Published once, never changed; it may be published before it begins. */
export type BookVersion = {
/** Counts up over all zones. */
number: number,
/** The price zone; none for the whole chain. */
zone: string | null,
/** What people call it. */
name: Localized,
/** First moment, UTC milliseconds. */
from_ms: number,
/** First moment after; none until a later version has the same line. UTC milliseconds. */
until_ms: number | null,
/** When it was published, UTC milliseconds. */
published_ms: number, };

/** A customer in a slot. */
export type BookedPlace = {
/** Which appointment. */
appointment: Id,
/** The customer. */
name: string,
/** Guaranteed, or waiting. */
finality: Finality,
/** Work units of the window that it takes. */
units: number,
/** Where the record stands. */
sync: RecordState, };

/** The board. */
export type BookingBoard = {
/** Its days. */
days: Array<BoardDay>,
/** Its rows. */
crews: Array<BoardCrew>,
/** Its cells. */
slots: Array<BookingSlot>,
/** When the first of this tablet's quotas on the board lapses, UTC milliseconds. */
quota_until_ms: number | null, };

/** A crew's window. */
export type BookingSlot = {
/** Its identifier. */
window: Id,
/** Whose. */
crew: Id,
/** The day. */
date: string,
/** Start, UTC milliseconds. */
start_ms: number,
/** End, UTC milliseconds. */
end_ms: number,
/** What for. */
kind: WorkKind,
/** What booking the smallest visit in it now would give. */
state: SlotState,
/** Units that this tablet can guarantee. */
sure: number,
/** Units that HQ can still give away. */
free: number,
/** The store's own customers in it; those of other stores are nobody's business here. */
booked: Array<BookedPlace>, };

/** A maker with its number of products. */
export type BrandCount = {
/** The maker. */
name: string,
/** Products. */
count: number, };

/** One of the things that make a bundle. */
export type BundlePart = {
/** Any of these. */
goods: Goods,
/** How many pieces. */
count: number, };

/** Whom a quote is for, as they gave their name. */
export type Buyer = {
/** Their name, or a word to know them by. */
name: string,
/** Their phone in E.164, if they gave it. */
phone: string | null,
/** Where it is to be delivered and fitted; may be empty. */
address: string, };

/** Where a buyer came from, as the website knows it. */
export type BuyerSource = {
/** Where the advertisement ran: `douyin`, `search`, … */
channel: string,
/** The website's own name of its campaign. */
campaign: string,
/** The word that was searched for. */
keyword: string,
/** The advertisement network's identifier of the click. */
click: string, };

/** A day on which a crew works although it would not, or rests although it would work. */
export type CalendarException = {
/** `2026-11-22`. */
date: string,
/** Whether it works. */
open: boolean,
/** Why, in words. */
reason: string, };

/** Whose appointments a calendar shows. */
export type CalendarOwner = { "whose": "crew", "id": Id } | { "whose": "customer", "id": Id };

/** A campaign. */
export type Campaign = {
/** Its identifier. */
id: Id,
/** Its name. */
name: Localized,
/** Where it ran: live stream, search, … */
channel: Localized,
/** The word that was paid for, where it ran as an advertisement. */
keyword: string,
/** What the customer paid for a card. */
price: Money,
/** What a card is worth. */
benefit: Benefit,
/** What its cards apply to; empty for everything. */
goods: Goods,
/** Where its cards are taken; empty for every showroom. */
stores: Array<Id>,
/** First moment of validity, UTC milliseconds. */
from_ms: number,
/** First moment after validity, UTC milliseconds. */
until_ms: number,
/** How many cards there may be; none for as many as are asked for. */
cards: number | null,
/** What a tablet without the right may do. */
offline: OfflinePolicy, };

/** An appointment is called off. */
export type CancelAppointment = {
/** Which. */
appointment: Id,
/** Why, in words. */
reason: string, };

/** An order is called off. */
export type CancelOrder = {
/** Which order. */
order: Id,
/** Why, in words. */
reason: string,
/** The case that is closed with it: its card did not count. */
case?: Id | null, };

/** Who called an order or an appointment off. */
export type Cancellation = {
/** When, UTC milliseconds. */
at_ms: number,
/** Who. */
by_name: string,
/** Why, in words. */
reason: string, };

/** The word about a photo is changed. */
export type CaptionPhoto = {
/** Which. */
photo: Id,
/** The word; empty for none. */
caption: string, };

/** Cards that were made together, to be printed or handed to a shop. */
export type CardBatch = {
/** Its identifier. */
id: Id,
/** The campaign that sells them. */
campaign: Id,
/** How many. */
count: number,
/** When, UTC milliseconds. */
made_ms: number,
/** By whom. */
by_name: string, };

/** The campaign that sold a card. */
export type CardCampaign = {
/** Its name. */
name: Localized,
/** Where it ran. */
channel: Localized,
/** What a card is worth. */
value: Money,
/** The same in words. */
benefit: Localized, };

/** What was done with a card. */
export type CardDeed = { "kind": "sold",
/** The showroom that the customer chose. */
home: Id, } | { "kind": "recalled" } | { "kind": "recall_fell" } | { "kind": "voided" } | { "kind": "refunded",
/** How much. */
amount: Money, } | { "kind": "replaces",
/** The number of that card. */
number: string, } | { "kind": "replaced_by",
/** The number of that card. */
number: string, } | { "kind": "transferred",
/** Which. */
to: Id, } | { "kind": "extended",
/** First moment after its validity, UTC milliseconds. */
until_ms: number, } | { "kind": "redemption_undone" } | { "kind": "right_reclaimed" };

/** The device that holds a right. */
export type CardHolder = {
/** What people call it. */
name: string,
/** Where it belongs. */
store: Localized,
/** When it was last heard of, UTC milliseconds. */
last_contact_ms: number | null, };

/** A card, looked at. */
export type CardLook = {
/** Its number, grouped as it is printed. */
number: string,
/** Its row, if this tablet holds it. */
card: Id | null,
/** What redeeming it now would give. */
verdict: CardVerdict,
/** Why it would be provisional. */
reason: ProvisionalReason | null,
/** Why it would be refused. */
refusal: Refusal | null,
/** The campaign that sold it. */
campaign: CardCampaign | null,
/** When it was sold, UTC milliseconds. */
sold_ms: number | null,
/** What the customer paid for it. */
paid: Money | null,
/** The buyer's phone, masked. */
phone_masked: string | null,
/** First moment after validity, UTC milliseconds. */
valid_until_ms: number | null,
/** That it was redeemed. */
redeemed: CardRedeemed | null,
/** When HQ was heard last, UTC milliseconds: up to then this tablet knows the chain's spent numbers. */
known_ms: number | null,
/** The tablets that its right can be given to, where this one holds it. */
takers: Array<Taker>,
/** That this tablet gave its right away. */
handed_over: HandedOver | null, };

/** That the card was redeemed. */
export type CardRedeemed = {
/** The redemption. */
redemption: Id,
/** Until when a manager of this store may take it back, UTC milliseconds; none for another store's. */
undo_until_ms: number | null,
/** When, UTC milliseconds. */
at_ms: number,
/** Where. */
store: Localized,
/** By whom. */
by: string,
/** Whether it can still change. */
finality: Finality,
/** Where the record stands. */
sync: RecordState, };

/** A redemption of a card. */
export type CardRedemption = {
/** Its identifier. */
id: Id,
/** Where. */
store: Localized,
/** By whom. */
by: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Whether it can still change. */
finality: Finality,
/** Whether it counts. */
standing: Standing,
/** Who took it back, where someone did. */
undone: Undoing | null, };

/** The right to a card. */
export type CardRight = {
/** Who holds it; none for headquarters. */
holder: CardHolder | null,
/** Counts up with every change of holder. */
epoch: number,
/** Whether it can still be spent, as far as headquarters knows. */
unspent: boolean,
/** Whether it is asked back. */
wanted: boolean, };

/** Whether HQ honours a card. */
export type CardState = "issued" | "sold" | "void";

/** What redeeming a card now would give. */
export type CardVerdict = "final" | "provisional" | "refused" | "unknown";

/** An operation that fell with another. */
export type CascadedCard = {
/** Its tag. */
tag: string,
/** Whom or what it is about. */
subject: string, };

/** An operation that fell with another. */
export type CascadedRow = {
/** Its tag. */
tag: string,
/** Whom or what it is about. */
subject: string, };

/** A case. */
export type CaseCard = {
/** Its identifier. */
id: Id,
/** Why there is a case. */
nature: CaseNature,
/** When it arose, UTC milliseconds. */
opened_ms: number,
/** The operation's tag. */
tag: string,
/** Whom or what it is about. */
subject: string,
/** What happened and what to do. */
refusal: Refusal,
/** What differs. */
differences: Array<Difference>,
/** What can be done, the usual first. */
remedies: Array<Remedy>,
/** What is at stake, where an order stands on a card that does not count. */
stake: CaseStake | null,
/** What fell with it. */
cascade: Array<CascadedCard>,
/** How it was closed. */
closed: ClosedCard | null, };

/** Why there is a case. */
export type CaseNature = "refused" | "conflict" | "quarantined";

/** What is at stake. */
export type CaseStake = {
/** The order that stands on the card. */
order: Id,
/** What people call it. */
number: string,
/** Whose it is. */
name: string,
/** ISO 4217. */
currency: string,
/** What the card took off, minor units. */
minor: number,
/** What the store's managers may still let pass this month, as far as it is known here, minor units. */
left_minor: number,
/** What they may let pass in a month, minor units. */
limit_minor: number, };

/** The catalog on this tablet. */
export type CatalogStatus = {
/** Its version. */
version: number,
/** Products in it. */
products: number,
/** When HQ published it, UTC milliseconds. */
changed_ms: number, };

/** A category with its number of products, those below it included. */
export type CategoryCount = {
/** Stable path, `kitchen/cabinet`. */
category: string,
/** Its name. */
name: Localized,
/** Products. */
count: number, };

/** A category as a sheet shows it. */
export type CategoryName = {
/** Stable path. */
path: string,
/** Its name. */
name: Localized, };

/** The argument of `chain_proposals`. */
export type ChainArgs = {
/** Path of the category of the goods, where it is known. */
goods: string | null,
/** How many pieces of them. */
quantity: number,
/** Where to, as it was typed; may be empty. */
address: string,
/** The days of the week that the customer would like, 1 for Monday; none: any. */
weekdays: Array<number>,
/** The half of the day that the customer would like. */
part: DayPart | null,
/** How many to propose; 20 at most. */
limit: number, };

/** A measurement and an installation that go together. */
export type ChainProposal = {
/** The measurement. */
measure: Proposal,
/** The installation. */
install: Proposal,
/** Days from the measurement to the installation. */
days: number,
/** All of it in minutes of driving; less is better. */
cost: number, };

/** What is proposed together. */
export type ChainProposals = {
/** The area that the address lies in, where the travel table knows it. */
area: Localized | null,
/** Days that drawing and making take in between. */
lead_days: number,
/** What the measurement takes. */
measure: Workload,
/** What the installation takes. */
install: Workload,
/** The best pairs, the best first. */
best: Array<ChainProposal>, };

/** Where something is sold. */
export type Channel = "showroom" | "website";

/** An item of a job's checklist. */
export type CheckCard = {
/** Its last tick, which may be taken back. */
mark: CheckMark | null,
/** What ticks call it; the same in every version in which it means the same. */
key: string,
/** What people read. */
name: Localized,
/** When it is due. */
phase: JobPhase,
/** Whether the job does not go on without it. */
required: boolean, };

/** A customer is checked in. */
export type CheckIn = {
/** The customer's name, or a word to know them by. */
name: string,
/** Their phone, if they give it. */
phone: string | null,
/** The card they show. */
card: Id | null,
/** Who they are, where the tablet knows. */
customer?: Id | null,
/** The lead that was followed. */
lead?: Id | null,
/** Where they say they have heard of us. */
told?: string | null, };

/** A tick, or a tick that was taken back. */
export type CheckMark = {
/** Whether the item is ticked. */
done: boolean,
/** When, UTC milliseconds. */
at_ms: number,
/** By whom. */
by_name: string, };

/** What a checklist says. */
export type ChecklistContent = {
/** For which jobs. */
kind: WorkKind,
/** Path of the category of goods that it is for, with all below it; empty: any goods that have no list of their own. */
category: string,
/** What people read. */
name: Localized,
/** In the order in which they are seen to. */
items: Array<ChecklistItem>, };

/** Something to be seen to. */
export type ChecklistItem = {
/** What ticks call it; the same in every version in which it means the same. */
key: string,
/** What people read. */
name: Localized,
/** When it is due. */
phase: JobPhase,
/** Whether the job does not go on without it. */
required: boolean, };

/** The checklist of a job. */
export type ChecklistSheet = {
/** Which version it is. */
checklist: Id,
/** What people call it. */
name: Localized,
/** Its version. */
version: number,
/** Its items, with what was ticked. */
items: Array<CheckCard>, };

/** A colour or size with its number of products. */
export type ChoiceCount = {
/** Its name. */
name: Localized,
/** Products. */
count: number, };

/** A case is closed. */
export type CloseCase = {
/** Which. */
case: Id,
/** What was done. */
remedy: Remedy,
/** In words. */
note: string, };

/** How a case was closed. */
export type ClosedCard = {
/** When, UTC milliseconds. */
at_ms: number,
/** By whom. */
by: string,
/** What was done. */
remedy: Remedy,
/** In words. */
note: string, };

/** How a case was closed. */
export type ClosedRow = {
/** When, UTC milliseconds. */
at_ms: number,
/** By whom. */
by: string,
/** What was done. */
remedy: Remedy,
/** In words. */
note: string, };

/** The difference is collected. */
export type CollectDifference = {
/** The case about the card. */
case: Id,
/** The order that stands on it. */
order: Id,
/** What the card took off, as the customer was told, minor units. */
minor: number,
/** In words. */
note: string, };

/** A drawing is confirmed. */
export type ConfirmDrawing = {
/** Of which project. */
project: Id,
/** Which revision, from 1. */
revision: number,
/** How many measurements were finished in the project, as it was seen. */
measured: number,
/** SHA-256 of the revision's file, lower-case hex; none where it is on paper only. */
sha256: string | null,
/** The person who confirmed it. */
confirmed_by: string,
/** A word about it. */
note: string, };

/** What a customer agreed to, or did not any more. Never changed: a withdrawal is another one. */
export type Consent = {
/** What for: `contact`, `marketing`, … */
purpose: string,
/** Given, or withdrawn. */
given: boolean,
/** What they were told, word for word. */
wording: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Who wrote it down; a website's name where it did. */
by_name: string,
/** Where; none where it was not in a store. */
store: Id | null, };

/** An appointment of the board. */
export type ConsoleAppointment = {
/** Which. */
appointment: Id,
/** Its job. */
work_order: Id,
/** The customer; empty where they were erased. */
customer: string,
/** For which store. */
store: Id,
/** What that store is called. */
store_name: Localized,
/** Work units of the window that it takes. */
units: number,
/** Minutes that its work takes; none where no norm said it. */
minutes: number | null,
/** Guaranteed, or waiting. */
finality: Finality,
/** How far its job is. */
step: WorkStep,
/** Whether it can still be moved or called off. */
changeable: boolean,
/** Where it was last before, if it was moved. */
moved: ConsoleMoved | null, };

/** Crews, their windows on some days, and the appointments in them. */
export type ConsoleBoard = {
/** Today in the chain's time zone, `2026-11-22`. */
today: string,
/** The days, in turn. */
days: Array<ConsoleBoardDay>,
/** Every store of the chain, by name. */
stores: Array<ConsoleBoardStore>,
/** The rows, by name. */
crews: Array<ConsoleBoardCrew>, };

/** A crew of the board. */
export type ConsoleBoardCrew = {
/** Which. */
id: Id,
/** What people call it. */
name: Localized,
/** What it can do. */
trades: Localized,
/** For each day of the board whether it works; none where nobody laid its calendar down. */
works: Array<ConsoleCrewDay | null>,
/** Its windows on these days, by time. */
windows: Array<ConsoleWindow>, };

/** A day of the board. */
export type ConsoleBoardDay = {
/** `2026-11-22`. */
date: string,
/** What the chain's calendar says of it. */
note: DayNote, };

/** A store to choose. */
export type ConsoleBoardStore = {
/** Which. */
id: Id,
/** Its name. */
name: Localized, };

/** Where somebody subscribes to their appointments. */
export type ConsoleCalendar = {
/** Whose appointments. */
of: CalendarOwner,
/** The how-manieth address it is; 0 where there is none yet. */
version: number,
/** Where it is at headquarters, `/v1/calendars/….ics`; whoever knows it reads the calendar. */
path: string | null,
/** When it was made, UTC milliseconds. */
at_ms: number | null,
/** Who made it. */
by: string | null, };

/** A campaign and its cards. */
export type ConsoleCampaign = {
/** The campaign. */
campaign: Campaign,
/** Cards that were ever made. */
made: number,
/** Cards that were ever sold. */
sold: number,
/** Batches, the newest first. */
batches: Array<CardBatch>, };

/** A card with all that happened to it. */
export type ConsoleCard = {
/** Its identifier. */
id: Id,
/** Its number, grouped as it is printed. */
number: string,
/** The campaign that sells it. */
campaign: Localized,
/** Whether it is honoured. */
state: CardState,
/** The showroom that the customer chose. */
home: Localized | null,
/** The same, for choosing another. */
home_id: Id | null,
/** When it was sold, UTC milliseconds. */
sold_ms: number | null,
/** The buyer's phone, masked. */
phone_masked: string,
/** What was paid. */
paid: Money | null,
/** The website's order. */
order: string | null,
/** Where the buyer came from. */
source: BuyerSource | null,
/** First moment after its validity, UTC milliseconds. */
until_ms: number,
/** The right to it; none before it is sold. */
right: CardRight | null,
/** What headquarters waits for the right for. */
recall: Recall | null,
/** Its redemptions, the oldest first. */
redemptions: Array<CardRedemption>,
/** Its history, the oldest first. */
events: Array<ConsoleCardEvent>, };

/** An entry in a card's history. */
export type ConsoleCardEvent = {
/** When, UTC milliseconds. */
at_ms: number,
/** By whom. */
by: string,
/** What. */
deed: CardDeed,
/** Why, in words. */
reason: string, };

/** Campaigns, the one that began last first, and where their cards can be taken. */
export type ConsoleCards = {
/** The campaigns. */
campaigns: Array<ConsoleCampaign>,
/** The stores, by name. */
stores: Array<ConsolePlace>, };

/** A case. */
export type ConsoleCase = {
/** Its identifier. */
id: Id,
/** Why there is a case. */
nature: CaseNature,
/** When it arose, UTC milliseconds. */
opened_ms: number,
/** The operation's tag. */
tag: string,
/** Whom or what it is about. */
subject: string,
/** What happened and what to do. */
refusal: Refusal,
/** What differs. */
differences: Array<Difference>,
/** What can be done, the usual first. */
remedies: Array<Remedy>,
/** What is at stake, where an order stands on a card that does not count. */
stake: CaseStake | null,
/** What fell with it. */
cascade: Array<CascadedRow>,
/** How it was closed. */
closed: ClosedRow | null,
/** The device that handed it in. */
device: string,
/** Where it was done. */
store: Localized, };

/** The newest version of a checklist. */
export type ConsoleChecklist = {
/** Counts up from 1. */
version: number,
/** What it says. */
content: ChecklistContent,
/** When it was laid down, UTC milliseconds. */
at_ms: number,
/** By whom. */
by_name: string, };

/** A crew. */
export type ConsoleCrew = {
/** Which. */
crew: Id,
/** What people call it. */
name: Localized,
/** What it can do, in words. */
trades: Localized,
/** The kinds of work it takes. */
kinds: Array<WorkKind>,
/** The stores it works for. */
stores: Array<Localized>,
/** Paths of the categories of goods that it takes, with all below them; none: all. */
categories: Array<string>,
/** Code of the area that it sets out from. */
base: string | null, };

/** The calendar of a crew. */
export type ConsoleCrewCalendar = {
/** Which crew. */
crew: Id,
/** What people call it. */
name: Localized,
/** What it can do, in words. */
trades: Localized,
/** Where it subscribes. */
calendar: ConsoleCalendar, };

/** Whether a crew works on a day, and why. */
export type ConsoleCrewDay = {
/** Whether it does. */
works: boolean,
/** Why. */
reason: DayReason,
/** Whether the holidays of that year are announced; where not, `works` may change. */
announced: boolean, };

/** The crews, what they can be said to take, and the ways that they drive. */
export type ConsoleCrews = {
/** By their names. */
crews: Array<ConsoleCrew>,
/** The catalog's categories, by path. */
categories: Array<CategoryCount>,
/** The areas of the travel table, in its order. */
areas: Array<Area>,
/** The ways between them. */
ways: Array<Way>,
/** The travel table's version; 0 where there is none. */
travel_version: number, };

/** A customer with their history. */
export type ConsoleCustomer = {
/** Their identifier. */
id: Id,
/** Their name; empty once their data were erased. */
name: string,
/** Their phones. */
phones: Array<string>,
/** Where they live. */
addresses: Array<Address>,
/** What they agreed to, the oldest first. */
consents: Array<Consent>,
/** The showrooms that know them. */
stores: Array<Localized>,
/** How they were found first. */
touch: Touch,
/** When they were written down, UTC milliseconds. */
made_ms: number,
/** What was written before, the oldest first. */
changes: Array<CustomerChange>,
/** When their data were erased, UTC milliseconds. */
erased_ms: number | null,
/** How many rows turned out to be them. */
merged: number,
/** Their visits, the newest first. */
visits: Array<ConsoleVisit>,
/** Visits at their home at which they were not there, the newest first. */
absences: Array<Absence>,
/** How far their leads are, the newest first. */
leads: Array<LeadState>, };

/** The newest version of a measurement form. */
export type ConsoleForm = {
/** Counts up from 1. */
version: number,
/** What it says. */
content: FormContent,
/** When it was laid down, UTC milliseconds. */
at_ms: number,
/** By whom. */
by_name: string, };

/** What is measured and what is seen to, and the goods that checklists can be for. */
export type ConsoleForms = {
/** By their names. */
forms: Array<ConsoleForm>,
/** By kind of job, then category. */
checklists: Array<ConsoleChecklist>,
/** The catalog's categories, by path. */
categories: Array<CategoryCount>, };

/** A job in the list of its day. */
export type ConsoleJob = {
/** Which. */
work_order: Id,
/** Start of its window, UTC milliseconds. */
start_ms: number,
/** End of its window, UTC milliseconds. */
end_ms: number,
/** Who drives. */
crew: Localized,
/** What for. */
kind: WorkKind,
/** Whom to visit. */
customer: string,
/** For which store. */
store: Localized,
/** How far it is. */
step: WorkStep,
/** Guaranteed, or waiting. */
finality: Finality, };

/** A job with all that came of it and of its project. */
export type ConsoleJobSheet = {
/** The job. */
job: ConsoleJob,
/** The customer's phone, masked. */
phone_masked: string | null,
/** Where. */
address: string,
/** A word from the store. */
note: string,
/** Every step, also those that were taken back, the first first. */
steps: Array<ConsoleStep>,
/** How far its project is. */
project: ProjectSheet | null,
/** The job that it follows up. */
follows: FollowUp | null,
/** The other jobs of its project, the first first. */
others: Array<ConsoleJob>,
/** What was measured in it or for its project. */
rooms: Array<ConsoleRoom>,
/** Its photos and those of its project, without revisions of the drawing, the oldest first. */
photos: Array<ConsolePhoto>,
/** The customer's word at its end. */
sign_off: SignOff | null,
/** What the crew noted of it on site. */
site: SiteSheet, };

/** A day of jobs. */
export type ConsoleJobs = {
/** The day, `2026-11-22`. */
date: string,
/** Today in the chain's time zone. */
today: string,
/** By time and crew. */
jobs: Array<ConsoleJob>,
/** The jobs of any day at which parts are missing, the earliest first. */
lacking: Array<LackingJob>, };

/** A lead. */
export type ConsoleLead = {
/** Its identifier. */
id: Id,
/** Whom to call. */
customer: Id,
/** Their name; empty once their data were erased. */
name: string,
/** Their phone. */
phone: string,
/** What they want, in words. */
wish: string,
/** Who handed it in. */
site: string,
/** Where it came from. */
source: LeadSource,
/** The chain's campaign that brought it. */
campaign: Localized | null,
/** The showroom that they want. */
wanted: Localized | null,
/** The showroom that has it; none while it is at headquarters. */
store: Id | null,
/** When it came in, UTC milliseconds. */
made_ms: number,
/** When it goes back to headquarters if nobody touches it, UTC milliseconds. */
due_ms: number | null,
/** How far it is. */
state: LeadState,
/** Who follows it. */
owner: string,
/** What is to be done next. */
next: NextAction | null,
/** What was done, the oldest first. */
history: Array<LeadEvent>, };

/** Leads, and the showrooms that they can be given to. */
export type ConsoleLeads = {
/** Those at headquarters first, then those that are open, then those that ended in the last days; the newest first. */
leads: Array<ConsoleLead>,
/** How many there are; more than are listed where there are very many. */
total: number,
/** The stores, by name. */
stores: Array<ConsolePlace>,
/** How long a showroom may leave a lead untouched, in minutes. */
lead_minutes: number, };

/** Where an appointment was before. */
export type ConsoleMoved = {
/** Start of that window, UTC milliseconds. */
start_ms: number,
/** End of that window, UTC milliseconds. */
end_ms: number,
/** When it was moved, UTC milliseconds. */
at_ms: number,
/** Who moved it. */
by: string,
/** Why; may be empty. */
reason: string, };

/** Everything that decides prices besides the products. */
export type ConsoleOffers = {
/** Those that are over and those to come included, the one that began last first. */
promotions: Array<Promotion>,
/** The newest first. */
books: Array<OfferBook>,
/** Number of the imported prices' version, below all others. */
imported: number,
/** The discount authority in force. */
authority: DiscountAuthority | null,
/** Stores, by name. */
stores: Array<OfferPlace>,
/** Merchants, by name. */
merchants: Array<OfferPlace>,
/** Categories, by path. */
categories: Array<CategoryCount>,
/** ISO 4217; amounts of promotions are minor units of it. */
currency: string, };

/** An order. */
export type ConsoleOrder = {
/** Its identifier. */
id: Id,
/** What people call it. */
number: string,
/** Where. */
store: Localized,
/** Whose it is. */
name: string,
/** Who took the signature. */
by: string,
/** When it was signed first, UTC milliseconds. */
signed_ms: number,
/** ISO 4217. */
currency: string,
/** What it costs and what came in. */
account: Account,
/** What brought the customer. */
touch: Touch,
/** Number of the privilege card on it. */
card: string | null,
/** Who called it off. */
cancelled: Cancellation | null,
/** What became of its card, where that did not count. */
card_lost: LostCard | null, };

/** An order with what was agreed, priced once more. */
export type ConsoleOrderSheet = {
/** The order. */
order: ConsoleOrder,
/** The buyer's phone, masked. */
phone_masked: string | null,
/** The sums of what was agreed last. */
sums: QuoteSums,
/** Who granted the discount by hand. */
granted_by: string | null,
/** Its lines beside what headquarters' engine says. */
lines: Array<ReplayedLine>,
/** The moment that the prices are of, UTC milliseconds. */
priced_ms: number,
/** The oldest first. */
payments: Array<OrderPayment>,
/** How far it is with measuring, goods and installation. */
progress: OrderProgress,
/** SHA-256 of the paper that was signed last. */
document: string, };

/** What the planner found for the days to come. */
export type ConsoleOutlook = {
/** When it was made, UTC milliseconds. */
made_ms: number,
/** The days from tomorrow on. */
days: Array<PlannedDay>, };

/** An operation that was read in. */
export type ConsolePaper = {
/** Its tag. */
tag: string,
/** Whom or what it is about. */
subject: string,
/** The tablet that made it. */
device: string,
/** When it was done, UTC milliseconds. */
at_ms: number,
/** Whether it counts; else a case says why not. */
accepted: boolean, };

/** An audit: the website's feed against what tablets show. Counts are of offers, that is of variants. */
export type ConsoleParity = {
/** When it was made, UTC milliseconds. */
at_ms: number,
/** The feed's address or the file's name. */
feed: string,
/** Hours after which a tablet's catalog counts as old. */
hours: number,
/** Offers on either side. */
offers: number,
/** Offers that are the same on both. */
agree: number,
/** The catalog's version. */
catalog_version: number,
/** Differences by kind, all of them. */
counts: Array<ParityCount>,
/** The first differences of each kind. */
differences: Array<ParityDifference>,
/** Tablets whose catalog is old. */
stale_tablets: Array<StaleTablet>,
/** Places of the feed that cannot be read. */
unread: number,
/** The first of them. */
problems: Array<ParityProblem>, };

/** A photo or drawing. */
export type ConsolePhoto = {
/** Which. */
photo: Id,
/** SHA-256 of its file, which `/v1/console/blobs` shows. */
sha256: string,
/** What it shows. */
kind: PhotoKind,
/** A word about it. */
caption: string,
/** Lines that were drawn over it, in turn. */
marks: Array<PhotoMark>,
/** When it was added, UTC milliseconds. */
at_ms: number,
/** Who added it. */
by: string, };

/** A store to choose, by its name. */
export type ConsolePlace = {
/** Its identifier. */
id: Id,
/** Its name. */
name: Localized, };

/** What is proposed for a day. */
export type ConsolePlan = {
/** The day, `2026-11-22`. */
date: string,
/** Driving of all crews whose ways are known, as it stands. */
driving: Leg,
/** What all steps together would save, one after the other. */
saved: Leg,
/** How many visits there are. */
visits: number,
/** How many of them are in no area of the travel table, so that they are left where they are. */
unknown: number,
/** The steps, the one that saves the most first; a later one may want a place that an earlier one leaves. */
steps: Array<ConsolePlanStep>, };

/** A step that is proposed. */
export type ConsolePlanStep = {
/** The visit that gets another crew. */
visit: PlannedVisit,
/** The visit that comes in its place, if it is a swap. */
with: PlannedVisit | null,
/** The window that the visit goes into. */
window: Id,
/** Start of both windows, UTC milliseconds. */
start_ms: number,
/** End of both windows, UTC milliseconds. */
end_ms: number,
/** What for. */
kind: WorkKind,
/** Who has it now. */
from: Localized,
/** Who would have it. */
to: Localized,
/** Driving that is saved. */
saved: Leg,
/** The other crew is in the visit's area that day anyway. */
nearby: boolean, };

/** A quote whose discount waits for an answer. */
export type ConsoleQuoteWaiting = {
/** The version. */
version: Id,
/** What people call the quote. */
number: string,
/** Where. */
store: Localized,
/** Whom it is for. */
name: string,
/** Who wrote it. */
by: string,
/** When, UTC milliseconds. */
at_ms: number,
/** ISO 4217. */
currency: string,
/** Its sums. */
sums: QuoteSums,
/** Its goods. */
goods: Array<Localized>,
/** Whether a clerk may grant it by the authority that holds now. */
grantable: boolean, };

/** A room by its latest version. */
export type ConsoleRoom = {
/** That version. */
measurement: Id,
/** What people call the room. */
name: string,
/** Counts up from 1 within the room. */
version: number,
/** When it was finished, UTC milliseconds; none: it is under way. */
finished_ms: number | null,
/** Who measured. */
by: string,
/** What there is to say. */
note: string,
/** The form that it was measured with. */
content: FormContent,
/** What was read. */
readings: { [key in string]: Reading },
/** What follows from the readings, and what is odd about them. */
evaluation: Evaluation,
/** What changed since the version before, if there is one. */
since: SinceVersion | null, };

/** Who is signed in. The session itself is an HttpOnly cookie. */
export type ConsoleSession = {
/** Their name. */
name: string,
/** What they may do. */
role: Role,
/** IANA name of the chain's time zone: people at headquarters talk of the stores' hours. */
time_zone: string, };

/** A step that was taken. */
export type ConsoleStep = {
/** Which. */
step: WorkStep,
/** When, UTC milliseconds. */
at_ms: number,
/** By whom. */
by: string,
/** Why, where it failed or was called off. */
reason: string | null,
/** It failed because the customer was not there. */
absent: boolean,
/** How the crew showed that it was there, where a code was wanted. */
arrival: Arrival | null,
/** Who took it back. */
undone_by: string | null, };

/** The day at a glance. */
export type ConsoleToday = {
/** The day in the chain's time zone, `2026-11-21`. */
date: string,
/** Cards redeemed, the newest first. */
redemptions: Array<TodayRedemption>,
/** Appointments, by their start. */
appointments: Array<ConsoleJob>, };

/** A visit to a store. */
export type ConsoleVisit = {
/** Where. */
store: Localized,
/** When, UTC milliseconds. */
at_ms: number,
/** What brought them. */
touch: Touch, };

/** Somebody on the list. */
export type ConsoleWaiting = {
/** Which entry. */
entry: Id,
/** The customer; empty where they were erased. */
customer: string,
/** The number to call. */
phone: string,
/** Which store calls. */
store: Localized,
/** What for. */
kind: WorkKind,
/** Work units that the visit takes. */
units: number,
/** The first day that will do, `2026-11-22`. */
from: string,
/** The last day that will do. */
until: string,
/** The half of the day that will do; none: both. */
part: DayPart | null,
/** The appointment that they would have earlier. */
appointment: Id | null,
/** Since when, UTC milliseconds. */
since_ms: number,
/** What is kept for them. */
kept: KeptPlace | null,
/** Whose window that is. */
crew: Localized | null, };

/** A crew's window. Its work units add up: `capacity + short = booked + promised + free`. */
export type ConsoleWindow = {
/** Which. */
window: Id,
/** Its day, `2026-11-22`. */
date: string,
/** Its start, UTC milliseconds. */
start_ms: number,
/** Its end, UTC milliseconds. */
end_ms: number,
/** What for. */
kind: WorkKind,
/** How many work units fit in. */
capacity: number,
/** Units of the appointments in it. */
booked: number,
/** Units that tablets may still give away without a network, and those that are kept for the waiting list. */
promised: number,
/** Those that are kept for the waiting list. */
kept: number,
/** Units that headquarters can give away. */
free: number,
/** Units given away beyond the capacity. */
short: number,
/** Hours of it that are blocked. */
blocks: Array<Block>,
/** The stores that may book it. */
stores: Array<Id>,
/** Who is in it, by name. */
appointments: Array<ConsoleAppointment>, };

/** Whom a crew visits. */
export type Contact = {
/** The customer's name. */
name: string,
/** The phone to call from the road. */
phone: string,
/** Where to go. */
address: string, };

/** Goods are counted. */
export type CountGoods = {
/** Of which project. */
project: Id,
/** What is there. */
came: Array<GoodsPart>,
/** What is not. */
missing: Array<GoodsPart>,
/** Where it lies, what is odd. */
note: string, };

/** The argument of `customer`. */
export type CustomerArgs = {
/** Which. */
customer: Id, };

/** What was written of a customer until somebody changed it. */
export type CustomerChange = {
/** What it is. */
field: CustomerField,
/** What stood there. */
before: string,
/** When it was changed, UTC milliseconds. */
at_ms: number,
/** By whom. */
by_name: string, };

/** What is written of a customer that can be changed. */
export type CustomerField = "name" | "phone" | "address";

/** What is known of a customer. */
export type CustomerSheet = {
/** Visits at which they were not there, the newest first. */
absences: Array<Absence>,
/** Their identifier, also where a row was asked for that was merged with them. */
id: Id,
/** Their name; empty once their data were erased. */
name: string,
/** Their phones, masked for those who do not serve them. */
phones: Array<string>,
/** Where they live, the newest first. */
addresses: Array<Address>,
/** What they agreed to, the oldest first. */
consents: Array<Consent>,
/** How they were found first. */
touch: Touch,
/** When they were written down, UTC milliseconds. */
made_ms: number,
/** When their data were erased, UTC milliseconds. */
erased_ms: number | null,
/** Their visits here, the newest first. */
visits: Array<PastVisit>,
/** How far their leads are. */
leads: Array<LeadState>,
/** Others with one of their phones: perhaps the same person. */
same: Array<KnownCustomer>,
/** Where the record stands. */
sync: RecordState, };

/** Jobs on a day. */
export type DayCount = {
/** `2026-11-22`. */
date: string,
/** How many. */
count: number, };

/** What the chain's calendar says of a day. */
export type DayNote = { "day": "ordinary" } | { "day": "holiday",
/** Its name. */
name: string, } | { "day": "swapped_day",
/** The name of the holiday that it makes up for. */
name: string, } | { "day": "not_announced" };

/** A day that a crew has off. */
export type DayOff = {
/** `2026-11-22`. */
date: string,
/** Why. */
reason: DayReason, };

/** Half of a day. */
export type DayPart = "morning" | "afternoon";

/** Why a day is worked or not. */
export type DayReason = { "why": "weekly" } | { "why": "holiday",
/** Its name. */
name: string, } | { "why": "swapped_day",
/** The name of that holiday. */
name: string, } | { "why": "exception",
/** Its reason. */
reason: string, };

/** Somebody on the waiting list does not take the place that is kept for them, and waits on. */
export type DeclinePlace = {
/** Who. */
entry: Id,
/** Which place. */
window: Id, };

/** This device. */
export type DeviceCard = {
/** Its identifier. */
id: Id,
/** What people call it. */
name: string, };

/** A device. */
export type DeviceRow = {
/** Its identifier. */
id: Id,
/** What people call it. */
name: string,
/** Where it belongs. */
store: Localized,
/** When it was last heard of, UTC milliseconds. */
last_contact_ms: number | null,
/** Operations that waited on it then. */
waiting: number,
/** Operations that HQ holds of it. */
received: number,
/** The catalog it shows. */
catalog_version: number | null,
/** Whether HQ takes its word. */
state: DeviceState,
/** Its wall clock less HQ's, milliseconds. */
clock_off_ms: number | null, };

/** Whether HQ still takes a device's word. */
export type DeviceState = "active" | "suspended" | "revoked";

/** A value that differs between the tablet and HQ. */
export type Difference = {
/** What differs; a key of the message catalogue. */
field: string,
/** On the tablet. */
here: string,
/** At HQ. */
hq: string, };

/** A field that two versions say different things of. */
export type Differing = {
/** The field. */
field: string,
/** What people read. */
name: Localized,
/** In which unit. */
unit: FieldUnit,
/** What the earlier version says; none: nothing. */
before: Reading | null,
/** What the later one says. */
after: Reading | null,
/** How much more it is, where both are numbers. */
by: number | null, };

/** What somebody with the authority said to a discount by hand. */
export type DiscountAnswer = {
/** Whether the discount may be given. */
granted: boolean,
/** Who said so. */
by: Id,
/** Their name. */
by_name: string,
/** The role they said it in. */
role: Role,
/** When, UTC milliseconds. */
at_ms: number,
/** In words. */
note: string, };

/**
 * The chain's discount authority: one row, a new version at each change. A row, and not part of the catalog, because
 * operations are judged by it, on tablets and at headquarters.
 */
export type DiscountAuthority = {
/** Counts up. */
version: number,
/** Of the rules that fit, the one for the narrowest goods counts: the longest category path, then a merchant's. */
rules: Array<AuthorityRule>, };

/** A download under way. */
export type Download = {
/** Bytes here. */
done: number,
/** Bytes in all. */
total: number, };

/** A drawing that the customer confirmed. */
export type Drawing = {
/** Which revision, from 1. */
revision: number,
/** How many measurements were finished when it was drawn; more since then make it out of date. */
measured: number,
/** SHA-256 of the file that they saw, lower-case hex; none where it was on paper only. */
sha256: string | null,
/** The person who confirmed it. */
confirmed_by: string,
/** A word about it. */
note: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Who wrote it down. */
by_name: string, };

/** The argument of `drawing`. */
export type DrawingArgs = {
/** Of which project. */
project: Id,
/** Which revision. */
revision: number, };

/** A revision of the drawing. */
export type DrawingShown = {
/** What is known of it. */
drawn: DrawnRevision,
/** The names of its pictures for screens, the small one first; none of a PDF. */
pictures: [string, string] | null,
/** A picture of each page of a PDF, SVG, at most 20. */
pages: Array<string>,
/** The PDF file, base64; empty of a picture, and where the file is not here. */
pdf: string,
/** Where its file is. */
place: PhotoPlace,
/** Why its pages cannot be shown, where they cannot. */
why: string | null, };

/** A line as it is drawn. */
export type DrawnMark = {
/** Its points in thousandths of the picture's width, x and y in turn. */
stroke: Array<number>,
/** A word about it; may be empty. */
text: string, };

/** A revision of the drawing, with its file. The file is a blob of its own, as those of photos. */
export type DrawnRevision = {
/** Which revision, from 1. */
revision: number,
/** SHA-256 of the file, lower-case hex. */
sha256: string,
/** The file's length. */
bytes: number,
/** The file's format. */
media_type: PhotoType,
/** How many measurements were finished when it was drawn; more since then make it out of date. */
measured: number,
/** A word about it. */
note: string,
/** When it was added, UTC milliseconds. */
at_ms: number,
/** Who added it. */
by_name: string, };

/** When a part of the price falls due. */
export type Due = "signing" | "drawing" | "delivery" | "fitting";

/** A visit ends. */
export type EndVisit = {
/** Which. */
visit: Id, };

/** A customer is erased. */
export type EraseCustomer = {
/** Who. */
customer: Id, };

/** What readings say by their form. */
export type Evaluation = {
/** Required fields without a reading, in the form's order. */
missing: Array<string>,
/** What is odd. */
warnings: Array<Warning>,
/** What follows. */
quantities: Array<Quantified>, };

/**
 * HQ gives what was kept for somebody to others, because their time is over or the window got too small for it; or ends
 * their waiting, because their days are over, or the appointment that they would have earlier was held or called off.
 */
export type ExpireWaiting = {
/** Whose. */
entry: Id,
/** Today in the store's calendar, `2026-11-22`. */
today: string, };

/** A card is valid for longer. */
export type ExtendCard = {
/** Which. */
card: Id,
/** First moment after its validity, UTC milliseconds. */
until_ms: number,
/** Why, in words. */
reason: string, };

/** How the found products spread. */
export type Facets = {
/** Categories, most products first, at most 24. */
categories: Array<CategoryCount>,
/** Makers, most products first, at most 24. */
brands: Array<BrandCount>,
/** Colours they can be had in, most products first, at most 24. */
colours: Array<ChoiceCount>,
/** Sizes they can be had in, most products first, at most 24. */
sizes: Array<ChoiceCount>,
/** How many can be had now. */
in_stock: number,
/** Cheapest, minor units. */
price_min: number | null,
/** Dearest, minor units. */
price_max: number | null, };

/** A value that a refusal is explained with. */
export type Fact = number | string;

/** What a field takes, and in which unit. */
export type FieldUnit = "mm" | "degrees" | "yes_no" | "choice" | "count" | "text";

/** Whether the result of an operation can still change. */
export type Finality = { "kind": "final" } | { "kind": "provisional",
/** Why it is not final yet. */
reason: ProvisionalReason, };

/** The job that another one follows up. */
export type FollowUp = {
/** Which job; it has ended. */
work_order: Id,
/** Why. */
reason: FollowUpReason, };

/** Why somebody comes again. */
export type FollowUpReason = "remeasure" | "complaint" | "rework" | "customer_absent";

/** A form that a room can be measured with. */
export type FormCard = {
/** Its newest version. */
form: Id,
/** What people read. */
name: Localized, };

/** Something that readings must agree in. What does not hold is warned of, never refused. */
export type FormCheck = { "check": "sum",
/** The parts. */
parts: Array<string>,
/** What they add up to. */
total: string,
/** mm. */
tolerance: number, } | { "check": "diagonals",
/** One side. */
width: string,
/** The other. */
height: string,
/** The diagonals; one or two. */
diagonals: Array<string>,
/** mm. */
tolerance: number, } | { "check": "spread",
/** The readings. */
of: Array<string>,
/** In the fields' unit. */
tolerance: number, } | { "check": "at_most",
/** The one that is not more. */
less: string,
/** The one that is not less. */
than: string, };

/** One of a field's choices. */
export type FormChoice = {
/** What is kept. */
key: string,
/** What people read. */
name: Localized, };

/** What a form says. */
export type FormContent = {
/** What is measured with it: `kitchen_run`. */
category: string,
/** What people read. */
name: Localized,
/** In the order in which they are measured. */
fields: Array<FormField>,
/** What must agree. */
checks: Array<FormCheck>,
/** What follows. */
quantities: Array<FormQuantity>, };

/** A field of a form. */
export type FormField = {
/** What checks, quantities and readings call it; the same in every version in which it means the same. */
key: string,
/** What people read. */
name: Localized,
/** Where and how to measure it; may be empty. */
hint: Localized,
/** What it takes. */
unit: FieldUnit,
/** What it can be, for a choice. */
choices: Array<FormChoice>,
/** Below this it is implausible: mm, tenths of a degree, or a count. */
least: number | null,
/** Above this it is implausible. */
most: number | null,
/** Whether the form is not finished without it. */
required: boolean, };

/** A quantity that follows from the readings: parts added up and taken off, with waste. */
export type FormQuantity = {
/** What it is called elsewhere. */
key: string,
/** What people read. */
name: Localized,
/** What it is counted in. */
unit: QuantityUnit,
/** What it is made of. */
parts: Array<QuantityPart>,
/** What is added. */
waste: Array<Waste>, };

/** A crew that is free. */
export type FreeCrew = {
/** The window that the appointment would go into. */
window: Id,
/** What people call the crew. */
name: Localized,
/** It would stand at once; otherwise HQ must confirm it. */
guaranteed: boolean, };

/** Something given with the basket. */
export type GiftLine = {
/** The product. */
product_id: string,
/** Which of its variants. */
variant_id: string,
/** Pieces. */
count: number,
/** The promotion that gives it. */
promotion: string, };

/** A lead is given to a showroom. */
export type GiveLead = {
/** Which. */
lead: Id,
/** To whom; none for HQ. */
to: Id | null,
/** A word for the showroom. */
note: string, };

/** A choice of goods: whatever stands in every list that is not empty. All lists empty means all goods. */
export type Goods = {
/** Products. */
products?: Array<string>,
/** Category paths, with all below them. */
categories?: Array<string>,
/** Makers' names. */
brands?: Array<string>,
/** Short names of merchants. */
merchants?: Array<string>, };

/** The argument of `goods`. */
export type GoodsArgs = {
/** Of which project. */
project: Id, };

/** The goods are there. */
export type GoodsArrival = {
/** When, UTC milliseconds. */
at_ms: number,
/** Who wrote it down. */
by_name: string,
/** Where they lie, what is odd. */
note: string, };

/** The goods of a project are there. */
export type GoodsArrived = {
/** Of which project. */
project: Id,
/** Where they lie, what is odd. */
note: string, };

/** What somebody counted of the goods. */
export type GoodsCount = {
/** What is there. */
came: Array<GoodsPart>,
/** What is not. */
missing: Array<GoodsPart>,
/** Where it lies, what is odd. */
note: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Who counted. */
by_name: string, };

/** Pieces of a project's goods. */
export type GoodsPart = {
/** What they are, as the order's line or whoever counts calls it. */
what: string,
/** How many. */
count: number,
/** The day on which missing ones are expected, `2026-12-01`, where it is known. */
due: string | null, };

/** A manager lets the crew install without what is missing. */
export type GoodsWaiver = {
/** Without what. */
missing: Array<GoodsPart>,
/** Why. */
reason: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Who. */
by_name: string, };

/** A manager lets it pass. */
export type GrantGoodwill = {
/** The case about the card. */
case: Id,
/** The order that stands on it. */
order: Id,
/** What the card took off, as the manager saw it, minor units. */
minor: number,
/** In words. */
note: string, };

/** The code of a hand-over, looked at. */
export type HandOverLook = {
/** As it is taken over. */
signed: Signed,
/** The card's number, grouped as it is printed. */
number: string,
/** The tablet that gives it, where it is known here. */
from: string,
/** When it was given, UTC milliseconds. */
at_ms: number,
/** Why it would not be taken over now. */
refusal: Refusal | null, };

/** A right is given to another tablet. */
export type HandOverRight = {
/** The card's number, with or without spaces. */
number: string,
/** The tablet that gets it. */
to: Id, };

/** That this tablet gave the right to a card away. */
export type HandedOver = {
/** To which tablet, where it is known here. */
to: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Whether that tablet has it, as far as headquarters has told. */
taken: boolean,
/** The text of the code that the other tablet scans, as long as it may need to. */
code: string | null, };

/** A day that is not as the week has it. */
export type HolidayDay = {
/** The holiday, in the words of the announcement. */
name: string,
/** `2026-10-01`; of the calendar's year or of one beside it. */
date: string,
/** A day off, else a working day that is swapped for one. */
off: boolean, };

/** A part of the price. */
export type Instalment = {
/** When it falls due. */
due: Due,
/** How much, minor units. */
minor: number, };

/** A batch of cards is made. */
export type IssueCards = {
/** Which campaign sells them. */
campaign: Id,
/** How many, at most [`BATCH_LIMIT`]. */
count: number,
/** Chance. */
seed: string, };

/** The argument of `job`. */
export type JobArgs = {
/** Which job. */
work_order: Id, };

/** A job in the list. */
export type JobCard = {
/** Its identifier. */
work_order: Id,
/** What for. */
kind: WorkKind,
/** How far it is. */
step: WorkStep,
/** Start of its window, UTC milliseconds. */
start_ms: number,
/** End of its window, UTC milliseconds. */
end_ms: number,
/** Whom to visit. */
customer: string,
/** Where. */
address: string,
/** A word from the store. */
note: string,
/** What must be before the crew can drive off to install, the first thing to do first. */
blocked: Array<Station>,
/** Where the record stands. */
sync: RecordState, };

/** A day of jobs. */
export type JobDay = {
/** The day. */
date: string,
/** A week around it. */
days: Array<DayCount>,
/** Its jobs by their start. */
jobs: Array<JobCard>,
/** The one to go on with. */
next: Id | null, };

/** When in a job an item is due. */
export type JobPhase = "before" | "during" | "after";

/** A job. */
export type JobSheet = {
/** Its appointment. */
appointment: Id,
/** The number to call. */
phone: string,
/** The way to done, with what was taken. */
steps: Array<JobStep>,
/** The steps that may follow; the first is the usual one. */
next_steps: Array<WorkStep>,
/** Why the usual one cannot be taken yet. */
gate: Refusal | null,
/** How often the customer's code may be tried here, where the crew arrives with one; none where no code is wanted. */
code_tries: number | null,
/** The last step, while it can be taken back. */
step_back: StepBack | null,
/** Why it failed or was called off. */
failed_because: string | null,
/** When it was to be before, where it was moved; the latest first. */
moves: Array<MovedCard>,
/** How far the project is that it is a part of. */
project: ProjectSheet | null,
/** The job that it follows up. */
follows: FollowUp | null,
/** The forms that a room can be measured with. */
forms: Array<FormCard>,
/** The rooms that were measured in it or for its project. */
rooms: Array<RoomCard>,
/** Its photos and those of its project. */
photos: Array<PhotoCard>,
/** The customer's word at its end. */
sign_off: SignOff | null,
/** What the crew noted of it on site. */
site: SiteSheet,
/** Its identifier. */
work_order: Id,
/** What for. */
kind: WorkKind,
/** How far it is. */
step: WorkStep,
/** Start of its window, UTC milliseconds. */
start_ms: number,
/** End of its window, UTC milliseconds. */
end_ms: number,
/** Whom to visit. */
customer: string,
/** Where. */
address: string,
/** A word from the store. */
note: string,
/** What must be before the crew can drive off to install, the first thing to do first. */
blocked: Array<Station>,
/** Where the record stands. */
sync: RecordState, };

/** A step of a job. */
export type JobStep = {
/** Which. */
step: WorkStep,
/** When it was taken, UTC milliseconds. */
at_ms: number | null,
/** By whom. */
by: string | null, };

/** The argument of `jobs`. */
export type JobsArgs = {
/** `2026-11-22`; none: today. */
day: string | null, };

/** A customer is put on the waiting list. */
export type JoinWaitlist = {
/** What for. */
kind: WorkKind,
/** Whom to call and to visit. */
contact: Contact,
/** Path of the category of the goods, where it was said. */
goods: string | null,
/** How many pieces of them. */
quantity: number,
/** A word for the crew. */
note: string,
/** The first day that will do, `2026-11-22`. */
from: string,
/** The last day that will do; 90 days from the first at most. */
until: string,
/** The half of the day that will do; none: both. */
part: DayPart | null,
/** The appointment that they would have earlier. */
appointment: Id | null,
/** The visit during which they ask. */
visit: Id | null,
/** How the goods come, where a project begins with the visit. */
route: ServiceRoute | null,
/** The project that it goes on with. */
project: Id | null,
/** The order that it serves. */
order: Id | null,
/** The job that it follows up. */
follows: FollowUp | null, };

/** HQ keeps a place for somebody on the waiting list. */
export type KeepPlace = {
/** For whom. */
entry: Id,
/** Of which window. */
window: Id,
/** Until when, UTC milliseconds. */
until_ms: number, };

/** Units of a window that HQ keeps for somebody on the waiting list, until the store has asked them. */
export type KeptPlace = {
/** Of which window. */
window: Id,
/** Whose. */
crew: Id,
/** Its start, UTC milliseconds. */
start_ms: number,
/** Its end, UTC milliseconds. */
end_ms: number,
/** When they go to somebody else, UTC milliseconds. */
until_ms: number, };

/** A place that headquarters keeps for a customer. */
export type KeptPlaceCard = {
/** Of which window. */
window: Id,
/** Who would come. */
crew: Localized,
/** Start of the window, UTC milliseconds. */
start_ms: number,
/** End of the window, UTC milliseconds. */
end_ms: number,
/** When it goes to somebody else, UTC milliseconds. */
until_ms: number,
/** The operation that takes it: a booking, or the move of the appointment that they would have earlier. */
take: Operation, };

/** The argument of `known_customer`. */
export type KnownArgs = {
/** What is typed for a phone; half a number finds nobody. */
phone: string | null,
/** The card that is shown. */
card: Id | null, };

/** Whoever has a phone or came with a card. */
export type KnownCustomer = {
/** Their identifier. */
id: Id,
/** Their name. */
name: string,
/** How many visits this showroom knows of. */
visits: number,
/** When they came last, UTC milliseconds. */
last_ms: number | null,
/** Their newest lead of which something can still come. */
lead: Id | null,
/** What first brought them. */
touch: Touch, };

/** A job at which parts are missing. */
export type LackingJob = {
/** The job. */
job: ConsoleJob,
/** What is missing, the first reported first. */
parts: Array<MissingParts>, };

/** A lead of this showroom. */
export type LeadCard = {
/** Its identifier. */
id: Id,
/** Whom to call. */
customer: Id,
/** Their name; empty once their data were erased. */
name: string,
/** Their phone, masked for those who do not follow the lead; empty once it was erased. */
phone: string,
/** Whether the phone is shown whole. */
callable: boolean,
/** What they want, in words. */
wish: string,
/** What brought them. */
touch: Touch,
/** How far it is. */
state: LeadState,
/** Who follows it; empty where nobody does. */
owner: string,
/** Whether the signed-in person follows it. */
yours: boolean,
/** What is to be done next. */
next: NextAction | null,
/** When it goes back to headquarters if nobody touches it, UTC milliseconds. */
due_ms: number | null,
/** When it came in, UTC milliseconds. */
made_ms: number,
/** What was done, the oldest first. */
history: Array<LeadEvent>,
/** Where the record stands. */
sync: RecordState, };

/** What was done about a lead. */
export type LeadDeed = { "kind": "taken" } | { "kind": "called",
/** Whether somebody answered. */
reached: boolean, } | { "kind": "booked",
/** For when, UTC milliseconds. */
at_ms: number, } | { "kind": "no_show" } | { "kind": "visited",
/** The visit. */
visit: Id, } | { "kind": "lost",
/** Why, in words. */
reason: string, } | { "kind": "given",
/** Which. */
to: Id, } | { "kind": "returned",
/** From which showroom. */
from: Id, };

/** An entry in a lead's history. */
export type LeadEvent = {
/** When, UTC milliseconds. */
at_ms: number,
/** By whom. */
by_name: string,
/** What. */
deed: LeadDeed,
/** In words. */
note: string, };

/** A row that was not taken. */
export type LeadProblem = {
/** The file, as the caller named it. */
file: string,
/** The line on which the row begins, counted from 1. */
line: number,
/**
 * `phone_letters`, `phone_wrong`, `text_missing`, `too_long`, `store_unknown`, `lead_received_before`, or what is
 * wrong with the table itself: `ragged_row`, `unclosed_quote`, `encoding`, `truncated`, `too_large`.
 */
code: string,
/** What is wrong and what to do. */
message: string,
/** The values in it, for who says it in other words. */
facts: { [key in string]: Fact }, };

/** Where a lead came from, as the website knows it: the five UTM fields and the click. */
export type LeadSource = {
/** Where the advertisement ran: `douyin`, `baidu`, … (`utm_source`). */
source: string,
/** How it was paid for: `cpc`, `live`, … (`utm_medium`). */
medium: string,
/** The website's own name of its campaign (`utm_campaign`). */
campaign: string,
/** The word that was searched for (`utm_term`). */
term: string,
/** Which of several advertisements (`utm_content`). */
content: string,
/** The advertisement network's identifier of the click. */
click: string, };

/** How far a lead is. */
export type LeadState = "untouched" | "called" | "booked" | "no_show" | "visited" | "lost";

/** What somebody did about a lead. */
export type LeadStep = { "kind": "taken" } | { "kind": "called",
/** Whether somebody answered. */
reached: boolean, } | { "kind": "booked",
/** For when, UTC milliseconds. */
at_ms: number, } | { "kind": "no_show" } | { "kind": "lost",
/** Why, in words. */
reason: string, };

/** What became of a file. */
export type LeadTable = {
/** Rows that are not blank. */
rows: number,
/** Leads that were made. */
created: number,
/** Leads that were there before. */
again: number,
/** Rows that were not taken, and remarks on the file, by line. */
problems: Array<LeadProblem>, };

/** A customer does not wait any more. */
export type LeaveWaitlist = {
/** Who. */
entry: Id,
/** Why, in words; may be empty. */
reason: string, };

/** What driving costs. */
export type Leg = {
/** Minutes by car. */
minutes: number,
/** Metres by road. */
metres: number, };

/** How the link to HQ is. */
export type LinkState = "never" | "online" | "syncing" | "offline" | "blocked";

/** One text in Chinese and English; either may be empty where the source had only one. */
export type Localized = {
/** Simplified Chinese. */
zh: string,
/** English. */
en: string, };

/** A card that an order stood on was another's, and somebody settled it. */
export type LostCard = {
/** Its number, without spaces. */
card: string,
/** What it had taken off, minor units. */
minor: number,
/** Whether the customer pays that after all; else the store bears it. */
collected: boolean,
/** Who settled it. */
by_name: string,
/** When, UTC milliseconds. */
at_ms: number, };

/** Lines are drawn over a photo. */
export type MarkPhoto = {
/** Over which. */
photo: Id,
/** What is drawn, at least one line; a photo has 40 at most. */
marks: Array<DrawnMark>, };

/** A room, by the latest version of its measurement that was finished. */
export type MeasuredRoom = {
/** The room: its first version. */
room: Id,
/** What people call it. */
name: string,
/** What was measured of it. */
form_name: Localized,
/** The version. */
version: number,
/** When it was finished, UTC milliseconds. */
finished_ms: number,
/** Who measured. */
by: string,
/** What follows from it; never empty, and none of them unknown. */
quantities: Array<Quantified>, };

/** The argument of `measurement`. */
export type MeasurementArgs = {
/** Which. */
measurement: Id,
/** What stands in fields and is not recorded yet, by their keys; blank takes a reading back. */
typed: { [key in string]: string }, };

/** A room under the meter. */
export type MeasurementSheet = {
/** Which. */
measurement: Id,
/** In which job. */
work_order: Id,
/** What people call the room. */
name: string,
/** Counts up from 1 within the room. */
version: number,
/** The form that it is measured with. */
form: Id,
/** The form's version. */
form_version: number,
/** The version that a new measurement would be made with. */
newest_version: number,
/** What the form says. */
content: FormContent,
/** What is recorded. */
recorded: { [key in string]: Reading },
/** What is recorded with what is typed over it. */
readings: { [key in string]: Reading },
/** What is typed and is no reading, by its field. */
odd: { [key in string]: TypedFault },
/** What the readings say. */
evaluation: Evaluation,
/** What changed since the version before, if there is one. */
since: SinceVersion | null,
/** What there is to say. */
note: string,
/** When it was begun, UTC milliseconds. */
at_ms: number,
/** Who measures. */
by: string,
/** When it was finished, UTC milliseconds. */
finished_ms: number | null,
/** Where the record stands. */
sync: RecordState, };

/** Two customers are one. */
export type MergeCustomers = {
/** Who stays. */
winner: Id,
/** Who is the same. */
loser: Id, };

/** Parts that are missing at a job. */
export type MissingParts = {
/** The operation that reported them. */
id: Id,
/** What is missing. */
what: string,
/** How many. */
count: number,
/** A word about it; may be empty. */
note: string,
/** When it was reported, UTC milliseconds. */
at_ms: number,
/** By whom. */
by_name: string,
/** That they came; none: they are still missing. */
came: PartsCame | null, };

/** An amount in the minor unit (分, cents) of a currency. */
export type Money = {
/** How many minor units; negative amounts are owed the other way. */
minor: number,
/** ISO 4217 code, upper case. */
currency: string, };

/** An appointment is moved. */
export type MoveAppointment = {
/** Which. */
appointment: Id,
/** Into which window. */
window: Id,
/** Why, in words; may be empty. */
reason: string,
/** The entry of the waiting list that it ends. */
waitlist?: Id, };

/** Where an appointment was before. */
export type MovedCard = {
/** With which crew. */
crew: Localized,
/** Start of that window, UTC milliseconds. */
start_ms: number,
/** End of that window, UTC milliseconds. */
end_ms: number,
/** When it was moved, UTC milliseconds. */
at_ms: number,
/** Who moved it. */
by: string,
/** Why; may be empty. */
reason: string, };

/** What the screens say of the network. */
export type Network = {
/** Whether what is sent costs money. */
metered: boolean,
/** The files that wait shall go now all the same, this once. */
send_now: boolean, };

/** A window to be. */
export type NewWindow = {
/** The day in the crew's calendar, `2026-11-22`. */
date: string,
/** What for. */
kind: WorkKind,
/** Its start, UTC milliseconds. */
start_ms: number,
/** Its end, UTC milliseconds. */
end_ms: number,
/** How many work units fit in; fewer where hours of it are blocked. */
capacity: number, };

/** What is to be done next about a lead. */
export type NextAction = {
/** When, UTC milliseconds. */
at_ms: number,
/** What, in words. */
words: string, };

/** A customer's consent is written down. */
export type NoteConsent = {
/** Whose. */
customer: Id,
/** What for: `contact`, `marketing`, … */
purpose: string,
/** Given, or withdrawn. */
given: boolean,
/** What they were told, word for word. */
wording: string, };

/** Something was done about a lead. */
export type NoteLead = {
/** Which. */
lead: Id,
/** What. */
step: LeadStep,
/** What is to be done next. */
next: NextAction | null,
/** In words. */
note: string, };

/** How a promotion works. A basis point is a hundredth of a percent. */
export type Offer = { "kind": "percent",
/** How much. */
basis_points: number, } | { "kind": "amount",
/** Minor units. */
minor: number, } | { "kind": "fixed_price",
/** Minor units. */
minor: number, } | { "kind": "buy_n",
/** Pieces at their price. */
buy: number,
/** Pieces reduced. */
get: number,
/** By how much; 10,000 makes them free. */
basis_points: number, } | { "kind": "threshold",
/** Ascending; the highest that is reached counts. */
tiers: Array<Tier>,
/** Taken off as often as the amount is reached (每满). */
every: boolean, } | { "kind": "bundle",
/** What it takes. */
parts: Array<BundlePart>,
/** What all of it costs. */
minor: number, } | { "kind": "gift",
/** From this amount on, minor units. */
from_minor: number,
/** What is given. */
product: string,
/** Which of its variants. */
variant: string,
/** How many. */
count: number, };

/** A version of the price book. */
export type OfferBook = {
/** The version. */
version: BookVersion,
/** Variants that it has a line for. */
lines: number, };

/** The kind of an offer. */
export type OfferKind = "percent" | "amount" | "fixed_price" | "buy_n" | "threshold" | "bundle" | "gift";

/** A store or a merchant to choose. */
export type OfferPlace = {
/** Identifier of a store, short name of a merchant. */
id: string,
/** Its name. */
name: Localized, };

/** What a tablet without the right may do with a card of the campaign. */
export type OfflinePolicy = { "kind": "refuse" } | { "kind": "provisional",
/** How many such cards one device may take in a day of its store. */
cap_per_day: number, };

/** Windows of a crew are opened. */
export type OpenWindows = {
/** Whose. */
crew: Id,
/** Which. */
windows: Array<NewWindow>, };

/** Any operation, with its tag. */
export type Operation = { "tag": "staff.sign_in.v1" } & SignIn | { "tag": "staff.sign_out.v1" } & SignOut | { "tag": "visit.check_in.v1" } & CheckIn | { "tag": "visit.end.v1" } & EndVisit | { "tag": "card.redeem.v1" } & RedeemCard | { "tag": "appointment.book.v1" } & BookAppointment | { "tag": "appointment.move.v1" } & MoveAppointment | { "tag": "appointment.cancel.v1" } & CancelAppointment | { "tag": "appointment.swap.v1" } & SwapAppointments | { "tag": "waitlist.join.v1" } & JoinWaitlist | { "tag": "waitlist.keep.v1" } & KeepPlace | { "tag": "waitlist.decline.v1" } & DeclinePlace | { "tag": "waitlist.expire.v1" } & ExpireWaiting | { "tag": "waitlist.leave.v1" } & LeaveWaitlist | { "tag": "window.resize.v1" } & ResizeWindow | { "tag": "work_order.advance.v1" } & AdvanceWorkOrder | { "tag": "right.return.v1" } & ReturnRight | { "tag": "case.close.v1" } & CloseCase | { "tag": "campaign.put.v1" } & PutCampaign | { "tag": "card.issue.v1" } & IssueCards | { "tag": "card.sell.v1" } & SellCard | { "tag": "card.recall.v1" } & RecallCard | { "tag": "card.extend.v1" } & ExtendCard | { "tag": "card.undo_redemption.v1" } & UndoRedemption | { "tag": "right.reclaim.v1" } & ReclaimRight | { "tag": "right.hand_over.v1" } & HandOverRight | { "tag": "right.take_over.v1" } & TakeOverRight | { "tag": "quote.write.v1" } & WriteQuote | { "tag": "quote.answer.v1" } & AnswerQuote | { "tag": "order.sign.v1" } & SignOrder | { "tag": "order.amend.v1" } & AmendOrder | { "tag": "order.cancel.v1" } & CancelOrder | { "tag": "order.collect.v1" } & CollectDifference | { "tag": "order.goodwill.v1" } & GrantGoodwill | { "tag": "payment.take.v1" } & TakePayment | { "tag": "payment.return.v1" } & ReturnPayment | { "tag": "paper.read.v1" } & ReadPaper | { "tag": "customer.put.v1" } & PutCustomer | { "tag": "customer.consent.v1" } & NoteConsent | { "tag": "customer.merge.v1" } & MergeCustomers | { "tag": "customer.erase.v1" } & EraseCustomer | { "tag": "lead.receive.v1" } & ReceiveLead | { "tag": "lead.give.v1" } & GiveLead | { "tag": "lead.return.v1" } & ReturnLead | { "tag": "lead.note.v1" } & NoteLead | { "tag": "work_order.step_back.v1" } & StepBackWorkOrder | { "tag": "work_order.sign_off.v1" } & SignOffWorkOrder | { "tag": "drawing.add.v1" } & AddDrawing | { "tag": "drawing.confirm.v1" } & ConfirmDrawing | { "tag": "goods.arrived.v1" } & GoodsArrived | { "tag": "goods.count.v1" } & CountGoods | { "tag": "goods.waive.v1" } & WaiveGoods | { "tag": "measure_form.put.v1" } & PutMeasureForm | { "tag": "measurement.record.v1" } & RecordMeasurement | { "tag": "photo.add.v1" } & AddPhoto | { "tag": "photo.caption.v1" } & CaptionPhoto | { "tag": "photo.mark.v1" } & MarkPhoto | { "tag": "photo.unmark.v1" } & UnmarkPhoto | { "tag": "photo.take_off.v1" } & TakeOffPhoto | { "tag": "photo.put_back.v1" } & PutBackPhoto | { "tag": "holiday_calendar.put.v1" } & PutHolidayCalendar | { "tag": "crew.calendar.v1" } & PutCrewCalendar | { "tag": "window.open.v1" } & OpenWindows | { "tag": "crew.block.v1" } & BlockTime | { "tag": "crew.unblock.v1" } & UnblockTime | { "tag": "travel_table.put.v1" } & PutTravelTable | { "tag": "work_norms.put.v1" } & PutWorkNorms | { "tag": "crew.skills.v1" } & PutCrewSkills | { "tag": "calendar_feed.renew.v1" } & RenewCalendarFeed | { "tag": "checklist.put.v1" } & PutChecklist | { "tag": "checklist.tick.v1" } & TickChecklist | { "tag": "parts.missing.v1" } & ReportMissingParts | { "tag": "parts.came.v1" } & PartsHaveCome;

/** One way in which variants differ. */
export type OptionAxis = {
/** What differs: colour, size. */
name: Localized,
/** The values in the order of the source. */
values: Array<Localized>, };

/** The argument of `order`. */
export type OrderArgs = {
/** Which order. */
id: Id, };

/** An order in a list. */
export type OrderCard = {
/** Its identifier. */
id: Id,
/** What people call it. */
number: string,
/** Whose it is. */
name: string,
/** Its first goods, if the version is here. */
title: Localized | null,
/** ISO 4217. */
currency: string,
/** What it costs and what came in. */
account: Account,
/** Where it stands. */
state: OrderState,
/** When it was signed first, UTC milliseconds. */
signed_ms: number,
/** Where the record stands. */
sync: RecordState, };

/** A job that serves an order. */
export type OrderJob = {
/** Which. */
work_order: Id,
/** What for. */
kind: WorkKind,
/** How far it is. */
step: WorkStep,
/** The day in the crew's calendar, `2026-11-22`. */
date: string,
/** Start of its window, UTC milliseconds. */
start_ms: number, };

/** Money that changed hands. */
export type OrderPayment = {
/** Whether it was given back. */
returned: boolean,
/** How much, minor units. */
minor: number,
/** How. */
method: PaymentMethod,
/** The terminal's or the bank's reference. */
reference: string,
/** Number of the receipt. */
receipt: string,
/** Who took it or gave it. */
by: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Why, where it was given back. */
reason: string, };

/** How far an order is. */
export type OrderProgress = {
/** Where it stands: the latest stage that was reached with all before it. */
stage: OrderStage,
/** Its stages, in turn. Those of what is made to measure only where a project of it goes that way. */
steps: Array<OrderStep>,
/** What is missing of its goods. */
missing: Array<GoodsPart>,
/** Its jobs, the earliest first; without those that were called off. */
jobs: Array<OrderJob>, };

/** An order with all there is to know. */
export type OrderSheet = {
/** Its identifier. */
id: Id,
/** What people call it. */
number: string,
/** The quote it came of. */
quote: Id,
/** Whose it is. */
buyer: Buyer,
/** ISO 4217. */
currency: string,
/** What was agreed last, if the version is here. */
content: QuoteContent | null,
/** What was signed, the latest last. */
agreements: Array<AgreementCard>,
/** What it costs and what came in. */
account: Account,
/** The oldest first. */
payments: Array<PaymentCard>,
/** What is to be asked for next, minor units: the parts that are due by now less what came in. */
next_minor: number,
/** Where it stands. */
state: OrderState,
/** Who called it off. */
cancelled: Cancellation | null,
/** How far it is with measuring, goods and installation. */
progress: OrderProgress,
/** What became of its card, where that did not count. */
card_lost: LostCard | null,
/** Where the record stands. */
sync: RecordState, };

/** What an order comes to on its way. */
export type OrderStage = "ordered" | "measured" | "drawn" | "drawing_confirmed" | "goods_arrived" | "installation_booked" | "installed";

/** Where an order stands, as a customer would say it. */
export type OrderState = "signed" | "part_paid" | "paid" | "overpaid" | "cancelled";

/** A stage of an order. */
export type OrderStep = {
/** Which. */
stage: OrderStage,
/** Whether the order has been there, and that still counts. */
done: boolean,
/** When, UTC milliseconds; of a booking, when the crew comes. */
at_ms: number | null, };

/** The argument of `paper`. */
export type PaperAsked = {
/** Which paper. */
kind: PaperOf,
/** The language of its fixed words: `zh-CN` or `en`. */
language: string,
/** What is offered or agreed; none for the slip of a redemption. */
version: Id | null,
/** The order, once there is one. */
order: Id | null,
/** The payment that a receipt is for. */
payment: Id | null,
/** The redemption that a slip is for. */
redemption: Id | null,
/** The appointment that a slip is for. */
appointment: Id | null,
/** The job that a certificate is for. */
work_order: Id | null,
/** What the customer has to say, on a certificate that is not signed yet. */
remarks: string,
/** When each part falls due, on a contract that is not signed yet. */
instalments: Array<Instalment>, };

/** A slip's operation, looked at. */
export type PaperLook = {
/** As it is read in. */
signed: Signed,
/** Its tag. */
tag: string,
/** Whom or what it is about. */
subject: string,
/** When it was done, UTC milliseconds. */
at_ms: number,
/** What the customer was told. */
told: Finality | null,
/** The tablet that made it, where it is known here. */
device: string | null,
/** Where the record of its reading stands, where this store has read it in. */
sync: RecordState | null,
/** Why it would not be read in now. */
refusal: Refusal | null, };

/** A paper. */
export type PaperMade = {
/** A picture of each page, SVG. */
pages: Array<string>,
/** The PDF file, base64. */
pdf: string,
/** SHA-256 of the PDF file, lower-case hex; empty where it could not be made. */
sha256: string,
/** Why it could not be made. */
why: string | null, };

/** Which paper. */
export type PaperOf = "quote" | "contract" | "receipt" | "acceptance" | "slip";

/** How many differences of a kind there are. */
export type ParityCount = {
/** In what. */
kind: ParityKind,
/** How many. */
count: number, };

/** One difference. */
export type ParityDifference = {
/** In what. */
kind: ParityKind,
/** What identifies the product in its file. */
source_id: string,
/** The seller's code. */
sku: string,
/** The product's name. */
title: string,
/** What the website says. */
website: string,
/** What tablets say. */
tablets: string, };

/** In what the two sides differ. */
export type ParityKind = "missing_on_tablets" | "missing_on_website" | "price" | "currency" | "availability" | "title" | "picture";

/** Something of the feed that cannot be read. */
export type ParityProblem = {
/** Line in the feed. */
line: number,
/** What is wrong. */
message: string, };

/** That missing parts came. */
export type PartsCame = {
/** When, UTC milliseconds. */
at_ms: number,
/** Who says so. */
by_name: string, };

/** Missing parts came. */
export type PartsHaveCome = {
/** At which job. */
work_order: Id,
/** Which of those that were missing. */
parts: Id, };

/** A visit that is over or not. */
export type PastVisit = {
/** Its identifier. */
id: Id,
/** When they came, UTC milliseconds. */
started_ms: number,
/** What brought them. */
touch: Touch,
/** Who served them. */
by: string, };

/** Money that changed hands. */
export type PaymentCard = {
/** Its identifier. */
id: Id,
/** Whether it was given back to the customer. */
returned: boolean,
/** How much, minor units. */
minor: number,
/** How. */
method: PaymentMethod,
/** The terminal's or the bank's reference. */
reference: string,
/** Number of the receipt. */
receipt: string,
/** Why, where it was given back. */
reason: string,
/** Who took it or gave it. */
by_name: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Where the record stands. */
sync: RecordState, };

/** How money changed hands. */
export type PaymentMethod = "terminal" | "cash" | "transfer" | "code";

/** A photo of a job. */
export type PhotoCard = {
/** Which. */
photo: Id,
/** The job that it was taken in; another one of the same project, perhaps. */
work_order: Id,
/** SHA-256 of its file; with `.thumb` or `.large` behind it the name of a picture. */
sha256: string,
/** What it shows. */
kind: PhotoKind,
/** The room that it shows. */
room: Id | null,
/** A word about it. */
caption: string,
/** Lines that were drawn over it, in turn. */
marks: Array<PhotoMark>,
/** When it was added, UTC milliseconds. */
at_ms: number,
/** Who added it. */
by: string,
/** Whether whoever is signed in may take it off. */
may_take_off: boolean,
/** It was taken off, and can be put back until then, UTC milliseconds. */
put_back_until_ms: number | null,
/** Where its file is. */
place: PhotoPlace,
/** Where the record stands. */
sync: RecordState, };

/** A file that is kept here, as an operation names it. */
export type PhotoFile = {
/** SHA-256, lower-case hex. */
sha256: string,
/** Its length. */
bytes: number,
/** Its format. */
media_type: PhotoType, };

/** What `keep_photo` answers. When there is a file, power loss does not undo it. */
export type PhotoKept = {
/** The file; none where it was declined. */
file: PhotoFile | null,
/** Why it was declined. */
refusal: Refusal | null, };

/** What a photo shows. */
export type PhotoKind = "before" | "during" | "after" | "drawing" | "damage" | "paper";

/** A line that somebody drew over a photo. */
export type PhotoMark = {
/** The operation that drew it, perhaps with others. */
op: Id,
/** Its points in thousandths of the picture's width, x and y in turn. */
stroke: Array<number>,
/** A word about it; may be empty. */
text: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Who drew it. */
by_name: string, };

/** Where the file of a photo is. */
export type PhotoPlace = "waiting" | "held" | "refused" | "elsewhere";

/** Whether there is room for a photo, to be asked before one is taken. */
export type PhotoRoom = {
/** Why none may be taken. */
refusal: Refusal | null, };

/** Files of photos. */
export type PhotoSum = {
/** How many. */
count: number,
/** Their bytes. */
bytes: number, };

/** The formats that are taken, by their media types (IANA). */
export type PhotoType = "image/jpeg" | "image/png" | "image/webp" | "application/pdf";

/** What the planner found for a day. */
export type PlannedDay = {
/** The day, `2026-11-22`. */
date: string,
/** How many visits there are. */
visits: number,
/** How many steps are proposed. */
steps: number,
/** What they would save together. */
saved: Leg, };

/** A visit of the plan. */
export type PlannedVisit = {
/** Which. */
appointment: Id,
/** The customer. */
customer: string,
/** The area that they live in; none where it is not known. */
area: Localized | null, };

/** What would change. */
export type Preview = {
/** ISO 4217. */
currency: string,
/** The moment that was tried, UTC milliseconds: now, or the promotion's beginning if that is later. */
at_ms: number,
/** The products, in one basket. */
lines: Array<PreviewLine>,
/** What the basket costs as it is, minor units. */
before_minor: number,
/** What it would cost, minor units. */
after_minor: number,
/** Pieces that would be given with it. */
gifts: number, };

/** A product that something was tried on. */
export type PreviewLine = {
/** The seller's code. */
sku: string,
/** The product's name. */
title: Localized,
/** What its price is for. */
unit: PriceUnit,
/** Pieces. */
count: number,
/** Whether the promotion is for it. */
concerned: boolean,
/** As it is. */
before: PricedLine,
/** As it would be. */
after: PricedLine,
/** What each role that has a rule could sell it for. */
lowest: Array<RolePrice>, };

/** A basket with its prices, or why it has none. */
export type PriceAnswer = {
/** What it costs here and now. */
priced: Priced | null,
/** Why it cannot be priced; the fact `line` names the line. */
refusal: Refusal | null, };

/** The argument of `price`. */
export type PriceArgs = {
/** What is to be priced; at most 200 lines. */
lines: Array<AskedLine>, };

/** What a price is for. */
export type PriceUnit = "each" | "metre" | "square_metre" | "set" | "box" | "opening";

/** A basket with its prices. `total_minor` is the sum of the lines. */
export type Priced = {
/** ISO 4217; empty for an empty basket. */
currency: string,
/** The moment that the prices hold at, UTC milliseconds. */
at_ms: number,
/** In the order of the basket. */
lines: Array<PricedLine>,
/** What is given with it. */
gifts: Array<GiftLine>,
/** At list prices, minor units. */
list_minor: number,
/** Taken off, minor units. */
off_minor: number,
/** To pay, minor units. */
total_minor: number, };

/** A line with its price. */
export type PricedLine = {
/** The caller's name for the line. */
line: string,
/** The product. */
product_id: string,
/** Which of its variants. */
variant_id: string,
/** Pieces charged. */
count: number,
/** List price of one piece, minor units. */
piece_minor: number,
/** List price of the line, minor units. */
list_minor: number,
/** What is paid for the line, minor units. */
total_minor: number,
/** Number of the version of the price book that the list price is from. */
book_version: number,
/** The price zone of that version; none for the whole chain. */
book_zone: string | null,
/** From the price book to what is paid, step by step. */
why: Array<Reason>, };

/** The argument of `product`. */
export type ProductArgs = {
/** Which product. */
product_id: string, };

/** Everything a screen shows of one product. */
export type ProductSheet = {
/** The product. */
product_id: string,
/** Its name. */
title: Localized,
/** Plain text. */
description: Localized,
/** The maker. */
brand: string,
/** Short name of the merchant. */
merchant: string,
/** Where it stands. */
category: CategoryName,
/** How it reaches the customer. */
service_route: ServiceRoute,
/** What its prices are for. */
unit: PriceUnit,
/** In the order of the source. */
pictures: Array<ShownPicture>,
/** How variants differ. */
options: Array<OptionAxis>,
/** Those with a price in force. */
variants: Array<VariantSheet>,
/** Properties. */
attributes: Array<Attribute>,
/** Number of the price book the prices are from. */
price_book: number,
/** The promotion in the prices. */
promotion: PromotionName | null,
/** The same product on the website. */
link: string | null, };

/** A project that another appointment can go on with. */
export type ProjectCard = {
/** Which. */
project: Id,
/** How its goods come. */
route: ServiceRoute,
/** Where. */
address: string,
/** Its jobs, the latest first. */
jobs: Array<ProjectJob>, };

/** A job of a project. */
export type ProjectJob = {
/** Which. */
work_order: Id,
/** What for. */
kind: WorkKind,
/** How far it is. */
step: WorkStep,
/** Start of its window, UTC milliseconds. */
start_ms: number, };

/** How far a project is. */
export type ProjectSheet = {
/** Which. */
project: Id,
/** How its goods come. */
route: ServiceRoute,
/** The number of the order that it serves. */
order: string | null,
/** How many measurements were finished in it. */
measured: number,
/** The stations of its route, in turn. */
stations: Array<StationCard>,
/** What must be before the installation, the first thing to do first; empty where nothing is in its way. */
blocked: Array<Station>,
/** The revisions of the drawing that have a file, the latest last. */
drawn: Array<DrawnRevision>,
/** What the customer confirmed, the latest last. */
drawings: Array<Drawing>,
/** Whether the goods are there. */
goods: GoodsArrival | null,
/** What was counted of them last, where they came in parts. */
counted: GoodsCount | null,
/** What is missing of them. */
missing: Array<GoodsPart>,
/** That a manager lets the crew install without some of them. */
waived: GoodsWaiver | null, };

/** What a customer has open: projects, and the order that a new one would serve. */
export type Projects = {
/** The projects, the one with the latest job first. */
projects: Array<ProjectCard>,
/** The latest order that was not called off. */
order: Id | null,
/** Its number. */
order_number: string | null, };

/** The argument of `projects`. */
export type ProjectsArgs = {
/** The visit of whom they are; none: nobody's. */
visit: Id | null, };

/** A promotion. */
export type Promotion = {
/** Its identifier. */
id: string,
/** Its name, as customers read it. */
name: Localized,
/** How it works. */
offer: Offer,
/** What it is for. */
goods?: Goods,
/** Of those, what it is not for; none for no exclusion. An exclusion of all goods excludes everything. */
except?: Goods,
/** Stores where it holds; empty for all. */
stores?: Array<Id>,
/** Channels where it holds; empty for all. */
channels?: Array<Channel>,
/** First moment, UTC milliseconds. */
from_ms: number,
/** First moment after, UTC milliseconds. */
until_ms: number,
/** How often in one basket: pieces, groups, bundles, or times that a threshold is reached. */
limit?: number,
/** Higher goes first within its step. */
priority: number,
/** What it may meet. */
stacking: Stacking, };

/** A promotion as a sheet shows it. */
export type PromotionName = {
/** Its name. */
name: Localized,
/** First moment after it, UTC milliseconds. */
until_ms: number | null, };

/** A window that is proposed, and what speaks for and against it. */
export type Proposal = {
/** Which window. */
window: Id,
/** Whose. */
crew: Id,
/** What people call the crew. */
crew_name: Localized,
/** The day, `2026-11-22`. */
date: string,
/** Start, UTC milliseconds. */
start_ms: number,
/** End, UTC milliseconds. */
end_ms: number,
/** A booking would stand; else HQ must confirm it. */
guaranteed: boolean,
/** What the crew would drive more that day; none where the ways are not known. */
detour: Leg | null,
/** The crew is in the same area that day anyway. */
nearby: boolean,
/** The crew takes such goods and not all goods. */
specialist: boolean,
/** Work units that the crew has on that day. */
day_units: number,
/** Work units that fit in the crew's day. */
day_capacity: number,
/** The customer would like that time. */
liked: boolean,
/** All of it in minutes of driving; less is better. */
cost: number, };

/** What is proposed. */
export type Proposals = {
/** The area that the address lies in, where the travel table knows it. */
area: Localized | null,
/** What the visit takes. */
workload: Workload,
/** The best windows, the best first. */
best: Array<Proposal>, };

/** The argument of `proposals`. */
export type ProposalsArgs = {
/** What for. */
kind: WorkKind,
/** Path of the category of the goods, where it is known. */
goods: string | null,
/** How many pieces of them. */
quantity: number,
/** Where to, as it was typed; may be empty. */
address: string,
/** The first day that will do, `2026-11-22`; none, or one that is past: today. */
from: string | null,
/** The days of the week that the customer would like, 1 for Monday; none: any. */
weekdays: Array<number>,
/** The half of the day that the customer would like. */
part: DayPart | null,
/** How many to propose; 20 at most. */
limit: number, };

/** Why a result is not final. */
export type ProvisionalReason = "right_elsewhere" | "right_unknown" | "quota_spent" | "quota_lapsed";

/** A photo that was taken off is put back. */
export type PutBackPhoto = {
/** Which. */
photo: Id, };

/** A campaign is made or changed. */
export type PutCampaign = {
/** As it is to be. */
campaign: Campaign,
/** As it was seen; none where it is new. */
before: Campaign | null, };

/** A checklist is laid down. */
export type PutChecklist = {
/** What it says. */
content: ChecklistContent,
/** The version that was seen; 0 where the kind and category have none. */
seen: number, };

/** A crew gets a calendar. */
export type PutCrewCalendar = {
/** Which crew. */
crew: Id,
/** When it works. */
calendar: WorkCalendar, };

/** A crew's skills are laid down. */
export type PutCrewSkills = {
/** Which crew. */
crew: Id,
/** Paths of the categories that it takes, with all below them; none: all. */
categories: Array<string>,
/** Code of the area that it sets out from. */
base: string | null, };

/** A customer is written down. */
export type PutCustomer = {
/** Which; none for one who is new, or whom their phone finds. */
customer: Id | null,
/** The visit during which it is said; it is theirs from now on. */
visit: Id | null,
/** Their name; none where it stays. */
name: string | null,
/** Phones that are new; the first is the one to call. */
add_phones: Array<string>,
/** Phones that are theirs no more. */
drop_phones: Array<string>,
/** Addresses that are new. */
add_addresses: Array<Address>,
/** Addresses that are theirs no more. */
drop_addresses: Array<Address>, };

/** A year's calendar is laid down. */
export type PutHolidayCalendar = {
/** Which year. */
year: number,
/** Where it was announced, as addresses. */
papers: Array<string>,
/** Its days; none while it is not announced. */
days: Array<HolidayDay>, };

/** A form is laid down. */
export type PutMeasureForm = {
/** What it says. */
content: FormContent,
/** The version that was seen; 0 where the category is new. */
seen: number, };

/** The table is laid down. */
export type PutTravelTable = {
/** The areas. */
areas: Array<Area>,
/** The ways between them. */
ways: Array<Way>,
/** The version that it was made of, so that nobody else's change is lost; none: whatever is there. */
seen?: number | null, };

/** The norms are laid down. */
export type PutWorkNorms = {
/** Minutes of one work unit, in which windows are counted. */
unit_minutes: number,
/** Minutes that a visit takes beside its work. */
buffer_minutes: number,
/** The norms. */
norms: Array<WorkNorm>, };

/** A quantity that follows from readings. */
export type Quantified = {
/** What the form calls it. */
key: string,
/** What people read. */
name: Localized,
/** What it is counted in. */
unit: QuantityUnit,
/** As measured, thousandths of the unit; none while something is missing, or where it is less than nothing. */
net_milli: number | null,
/** What is added, percent. */
waste_percent: number,
/** With what is added, thousandths of the unit, rounded up. */
gross_milli: number | null, };

/**
 * A part of a quantity: the product of its factors. Where a factor that the form requires is missing, the quantity is not
 * known; where one is missing that it does not require, the part counts 0.
 */
export type QuantityPart = {
/** Taken off instead of added. */
less: boolean,
/** Each factor is the least of the fields that it names. */
factors: Array<Array<string>>, };

/** What a quantity is counted in. */
export type QuantityUnit = "square_metre" | "metre" | "piece";

/** The argument of `quote`. */
export type QuoteArgs = {
/** Which quote. */
id: Id, };

/** The argument of `quote_priced`. */
export type QuoteAsked = {
/** The version that is changed: its prices hold on while its offer has not run out. */
version: Id | null,
/** The visit it is written in: the card that was redeemed in it comes off. */
visit: Id | null,
/** In the order of the paper; at most 200. */
lines: Array<QuoteAskedLine>,
/** What is to be taken off by hand, minor units. */
discount_minor: number,
/** Work that is part of the price. */
services: Array<QuotedService>,
/** In words. */
note: string,
/** Whether it is priced anew, although the offer holds. */
anew: boolean, };

/** A line that is to be offered. */
export type QuoteAskedLine = {
/** Names the line within its quote, from version to version. */
line: string,
/** The product. */
product_id: string,
/** Which of its variants. */
variant_id: string,
/** Pieces. */
count: number,
/** The size of a piece, where it is made to measure. */
size: Size | null,
/** How much of the unit a piece is, in thousandths, where it is sold by measure without a size. */
quantity_milli: number | null,
/** The room it is for; may be empty. */
room: string,
/** Whether somebody measured it at the customer's home. */
measured: boolean, };

/** A quote in a list. */
export type QuoteCard = {
/** Its identifier. */
id: Id,
/** What people call it. */
number: string,
/** Whom it is for. */
name: string,
/** Its first goods. */
title: Localized | null,
/** How many lines it has. */
lines: number,
/** To pay, minor units. */
total_minor: number,
/** ISO 4217; empty for an empty quote. */
currency: string,
/** Who wrote it last. */
by_name: string,
/** When it was last changed, UTC milliseconds. */
changed_ms: number,
/** Where it stands. */
state: QuoteState,
/** The order that came of it. */
order: Id | null,
/** Where the record stands. */
sync: RecordState, };

/** What is offered. */
export type QuoteContent = {
/** ISO 4217; empty for an empty quote. */
currency: string,
/** The moment that the prices are of, UTC milliseconds. */
priced_ms: number,
/** First moment after the offer, UTC milliseconds. */
valid_until_ms: number,
/** In the order of the paper. */
lines: Array<QuoteLine>,
/** What is given with it. */
gifts: Array<GiftLine>,
/** The card. */
card: QuotedCard | null,
/** Work that is part of the price. */
services: Array<QuotedService>,
/** In words. */
note: string, };

/** Goods in a quote, with their price as the customer saw it. */
export type QuoteLine = {
/** Names the line within its quote, from version to version. */
line: string,
/** The product. */
product: string,
/** Which of its variants. */
variant: string,
/** Its name. */
title: Localized,
/** The seller's code. */
sku: string,
/** The chosen options, in words. */
options: Localized,
/** Its picture, if there is one. */
picture: string | null,
/** Short name of its merchant. */
merchant: string,
/** The maker's name. */
brand: string,
/** Its category's path. */
category: string,
/** What its price is for. */
unit: PriceUnit,
/** The room it is for; may be empty. */
room: string,
/** Pieces. */
count: number,
/** The size of a piece, where it is made to measure. */
size: Size | null,
/** How much of the unit a piece is, in thousandths, where it is sold by measure without a size. */
quantity_milli: number | null,
/** Whether somebody measured it at the customer's home; else the size is an estimate. */
measured: boolean,
/** List price of a piece, minor units. */
piece_minor: number,
/** List price of the line, minor units. */
list_minor: number,
/** What promotions leave to pay, minor units. */
price_minor: number,
/** What the privilege card takes off that, minor units. */
card_minor: number,
/** What the discount by hand takes off that, minor units. */
discount_minor: number,
/** From the price book to `price_minor`. */
why: Array<Reason>,
/** Number of the version of the price book. */
book_version: number,
/** The price zone of that version; none for the whole chain. */
book_zone: string | null, };

/** What a quote would offer. */
export type QuotePriced = {
/** To be handed in with `quote.write.v1`; none where it cannot be priced. */
content: QuoteContent | null,
/** Its sums. */
sums: QuoteSums,
/** The most that the signed-in person may take off alone, minor units. */
own_minor: number,
/** The most that a manager may take off alone, minor units. */
manager_minor: number,
/** The most that anybody may take off, minor units. */
most_minor: number,
/** The least that must be left to pay, minor units. */
floor_minor: number,
/** Whether the signed-in person may take off what was asked; none without a discount. */
allowance: Allowance | null,
/** Why it cannot be priced; the fact `line` names the line. */
refusal: Refusal | null, };

/** A quote with all there is to know. */
export type QuoteSheet = {
/** Its identifier. */
id: Id,
/** What people call it. */
number: string,
/** Whom it is for. */
buyer: Buyer,
/** The visit it was written in. */
visit: Id | null,
/** The versions that nobody has written over: one, or several that somebody has to choose between. */
heads: Array<VersionSheet>,
/** Those before them, the newest first. */
earlier: Array<VersionSheet>,
/** Where it stands. */
state: QuoteState,
/** The order that came of it. */
order: Id | null,
/** Who may answer for the discount on this tablet. */
able: Array<StaffTile>,
/** Whether the signed-in person may answer. */
yours: boolean,
/** Where the record stands. */
sync: RecordState, };

/** Where a quote stands. */
export type QuoteState = "open" | "waiting" | "declined" | "parallel" | "expired" | "ordered";

/** The sums of a quote, minor units. `total = list − promotions − card − discount`. */
export type QuoteSums = {
/** At list prices. */
list_minor: number,
/** What promotions take off. */
promotions_minor: number,
/** What the card takes off. */
card_minor: number,
/** What was taken off by hand. */
discount_minor: number,
/** To pay. */
total_minor: number, };

/** A privilege card on a quote. */
export type QuotedCard = {
/** Its number, without spaces. */
number: string,
/** Its campaign. */
campaign: Id,
/** The campaign's name. */
name: Localized, };

/** Work that the chain does for the customer. */
export type QuotedService = "measure" | "deliver" | "install";

/** The argument of `quotes`. */
export type QuotesArgs = {
/** Only those of this visit. */
visit: Id | null, };

/** An operation is read in from paper. */
export type ReadPaper = {
/** What stood on it. */
signed: Signed, };

/** What was read for a field. */
export type Reading = boolean | number | string;

/** One step from the price book to what is paid. Amounts are minor units; reductions are positive. */
export type Reason = { "code": "book",
/** The version's number. */
version: number,
/** The price zone; none for the book of the whole chain. */
zone: string | null,
/** What the version is called; empty for the imported book. */
name: Localized,
/** Since when it holds, UTC milliseconds; none for the imported book. */
from_ms: number | null,
/** For one unit, or the cheapest size. */
unit_minor: number,
/** The unit. */
unit: PriceUnit, } | { "code": "band",
/** Its upper end in millimetres. */
width_mm: number,
/** Its upper end in millimetres. */
height_mm: number,
/** For one piece. */
minor: number, } | { "code": "quantity",
/** Thousandths of the unit, rounded up for showing. */
milli: number,
/** It is less, and the minimum is charged. */
minimum: boolean, } | { "code": "minimum_count",
/** Pieces charged. */
count: number, } | { "code": "promotion",
/** Which. */
id: string,
/** Its name. */
name: Localized,
/** How it works. */
kind: OfferKind,
/** Pieces of the line that it was counted on. */
count: number,
/** What it takes off the line. */
off_minor: number,
/** First moment after it, UTC milliseconds. */
until_ms: number | null, } | { "code": "floor",
/** The floor of the line. */
minor: number, };

/** HQ waits for a card's right, to do something with the card. */
export type Recall = {
/** What for. */
purpose: RecallPurpose,
/** The operation that asked. */
op: Id,
/** Who asked. */
by_name: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Why, in words. */
reason: string, };

/** A card is taken back. */
export type RecallCard = {
/** Which. */
card: Id,
/** What for. */
purpose: RecallPurpose,
/** Why, in words. */
reason: string, };

/** What HQ takes a card's right back for. */
export type RecallPurpose = { "kind": "void" } | { "kind": "refund",
/** How much. */
amount: Money, } | { "kind": "reissue",
/** Chance, from which the new number is made. */
seed: string, } | { "kind": "transfer",
/** Which. */
to: Id, };

/** A lead comes in. */
export type ReceiveLead = {
/** The website's identifier of it. */
reference: string,
/** Whom to call. */
name: string,
/** Their phone in E.164, as the front door read it. */
phone: string,
/** The showroom they want to go to. */
store: Id | null,
/** The chain's campaign that brought them. */
campaign: Id | null,
/** What they want, in words. */
wish: string,
/** Where it came from. */
source: LeadSource,
/** What they agreed to when they left their phone, word for word; none where they were not asked. */
consent: string | null, };

/** A right is taken back without its holder's word. */
export type ReclaimRight = {
/** To which card. */
card: Id,
/** Why, in words. */
reason: string, };

/** Readings are written down. */
export type RecordMeasurement = {
/** In which job. */
work_order: Id,
/** The version that is gone on with; none begins one. */
measurement: Id | null,
/** The first version of the room that is measured again; none for a new room, or while going on. */
room: Id | null,
/** What people call the room. */
name: string,
/** The version of the form that it is measured with. */
form: Id,
/** What was read since the last time; nothing takes a reading back. */
readings: { [key in string]: Reading | null },
/** What there is to say; none where that stays. */
note: string | null,
/** Whether it is finished with this. */
finished: boolean, };

/** State of one record, as the joint shows it. */
export type RecordState = "waiting" | "confirmed" | "attention";

/** A card is redeemed. */
export type RedeemCard = {
/** The card's number, with or without spaces. */
number: string,
/** The text of the scanned code, if it was scanned. */
token: string | null,
/** The visit it belongs to. */
visit: Id | null, };

/**
 * A rule's no. `code` is stable: screens and programs branch on it, and the message catalogue has words for it in
 * which `facts` are filled in. `message` is plain English for people without a screen.
 */
export type Refusal = {
/** Which rule. */
code: string,
/** What happened and what to do, in English. */
message: string,
/** What the words need: times in UTC milliseconds, money in minor units, names as text. */
facts: { [key in string]: Fact }, };

/** What a person does about a case. */
export type Remedy = "acknowledged" | "collect_difference" | "goodwill" | "rebook" | "cancel";

/** An address is made. */
export type RenewCalendarFeed = {
/** Whose. */
of: CalendarOwner,
/** The version that was seen; 0 where there was none. */
seen: number, };

/** A line of a quote beside what headquarters would have asked for. */
export type ReplayedLine = {
/** Its name. */
title: Localized,
/** Pieces. */
count: number,
/** What the customer was asked for before card and discount, minor units. */
quoted_minor: number,
/** What the card takes off that, minor units. */
card_minor: number,
/** What was taken off by hand, minor units. */
discount_minor: number,
/** What headquarters' engine says, minor units; none where it cannot say. */
expected_minor: number | null,
/** Number of the version of the price book on the quote. */
quoted_book: number,
/** Number of the version that held at headquarters. */
expected_book: number | null,
/** Promotions that are on the quote alone. */
quoted_only: Array<Localized>,
/** Promotions that headquarters' engine has alone. */
expected_only: Array<Localized>, };

/** Parts are missing. */
export type ReportMissingParts = {
/** At which job. */
work_order: Id,
/** What is missing. */
what: string,
/** How many, from 1. */
count: number,
/** A word about it; may be empty. */
note: string, };

/** A window gets another capacity. */
export type ResizeWindow = {
/** Which. */
window: Id,
/** How many work units fit in from now on. */
capacity: number,
/** Why, in words that the stores read. */
reason: string, };

/** A lead goes back to HQ. */
export type ReturnLead = {
/** Which. */
lead: Id, };

/** A customer is given money back. */
export type ReturnPayment = {
/** For which order. */
order: Id,
/** How much, minor units. */
minor: number,
/** How. */
method: PaymentMethod,
/** The terminal's or the bank's reference; must be there unless it is cash. */
reference: string,
/** Why, in words. */
reason: string, };

/** A right is given back. */
export type ReturnRight = {
/** Which. */
right: Id, };

/** What someone may do. */
export type Role = "seller" | "manager" | "measurer" | "installer" | "clerk" | "website";

/** The least that a role could sell a line for. */
export type RolePrice = {
/** Who. */
role: Role,
/** As it is, minor units. */
before_minor: number,
/** As it would be, minor units. */
after_minor: number, };

/** A room of a job or its project, by its latest version. */
export type RoomCard = {
/** The room: its first version. */
room: Id,
/** The latest version. */
measurement: Id,
/** What people call it. */
name: string,
/** What is measured of it. */
form_name: Localized,
/** The form that measuring it again would be made with. */
newest_form: Id,
/** Which version the latest is. */
version: number,
/** When it was finished, UTC milliseconds; none: it is under way. */
finished_ms: number | null,
/** Who measured. */
by: string,
/** Readings that are there. */
readings: number,
/** Fields that the form has. */
fields: number,
/** What is odd about it. */
warnings: number, };

/** What a text is. */
export type ScanAnswer = { "kind": "card",
/** The card. */
card: CardLook, } | { "kind": "product",
/** The product. */
product_id: string,
/** The variant. */
variant_id: string, } | { "kind": "hand_over",
/** What it is. */
hand_over: HandOverLook, } | { "kind": "paper",
/** What stands on it. */
paper: PaperLook, } | { "kind": "unknown",
/** The text. */
text: string,
/** Why. */
refusal: Refusal, };

/** The argument of `scan`. */
export type ScanArgs = {
/** What the scanner read or someone typed. */
text: string, };

/** The answer to a search. */
export type SearchAnswer = {
/** Milliseconds it took. */
took_ms: number,
/** Products that match about as many words as the best one does (at least half of their weight). */
total: number,
/** Words as typed that nothing in the catalog resembles. */
dropped_words: Array<string>,
/** The page asked for. */
hits: Array<SearchHit>,
/** How the products of `total` spread. */
facets: Facets, };

/** A search. Everything beyond 200 characters or 24 words is ignored; `limit` is at most 100. */
export type SearchArgs = {
/** As typed: Chinese, pinyin, initials, English, codes; empty shows everything. */
text: string,
/** A category path; what lies below it counts too. */
category: string | null,
/** The maker's name exactly. */
brand: string | null,
/** Lowest price now, minor units. */
price_min: number | null,
/** Highest price now, minor units. */
price_max: number | null,
/** A colour that it can be had in: a name from the facets, in either language. */
colour: string | null,
/** A size that it can be had in: a name from the facets, in either language. */
size: string | null,
/** Only what can be had now. */
in_stock: boolean,
/** The order of hits. */
sort: Sort,
/** What is wanted of the answer. */
part: SearchPart,
/** How many hits to pass over. */
offset: number,
/** How many hits to give. */
limit: number, };

/** One product found. */
export type SearchHit = {
/** What identified it in the file it came from. */
source_id: string,
/** The product. */
product_id: string,
/** The variant whose price is shown: the one whose code was typed, else the cheapest now. */
variant_id: string,
/** That variant's code. */
sku: string,
/** The product's name. */
title: Localized,
/** Price now of one unit with the promotions that act on it by itself, minor units. */
price_minor: number,
/** Why, step by step. */
why: Array<Reason>,
/** ISO 4217. */
currency: string,
/** What the price is for. */
unit: PriceUnit,
/** Price without the promotion, or the source's struck-out price. */
was_minor: number | null,
/** Short name of the merchant. */
merchant: string,
/** The maker. */
brand: string,
/** Category path. */
category: string,
/** Comparable within one answer only. */
score: number,
/** Content hash of the small size; none while headquarters has no picture of it. */
picture: string | null,
/** Whether any variant can be had now. */
in_stock: boolean, };

/**
 * Which part of an answer is wanted. A screen that asks for the hits first and for the facets then shows the first
 * results before everything is counted.
 */
export type SearchPart = "all" | "hits" | "facets";

/** A card is sold. */
export type SellCard = {
/** The website's identifier of what was ordered. */
order: string,
/** The campaign that sells it. */
campaign: Id,
/** The card of a batch that was sold, with or without spaces; none makes a new one. */
number: string | null,
/** The showroom that the customer chose. */
home: Id,
/** The buyer's phone in E.164, as the front door read it. */
phone: string,
/** What was paid; none for the campaign's price. */
paid: Money | null,
/** Where the buyer came from. */
source: BuyerSource, };

/** How goods reach the customer. */
export type ServiceRoute = "light" | "heavy";

/** Who is signed in where. */
export type Session = {
/** Whether the tablet belongs to a store. */
enrolled: boolean,
/** This device. */
device: DeviceCard | null,
/** Its store. */
store: StoreCard | null,
/** Who is signed in; none shows the sign-in screen. */
staff: StaffTile | null,
/** Everyone who may sign in on this tablet. */
people: Array<StaffTile>,
/** The visit on the bench. */
visit: VisitCard | null, };

/** A part of each working day. */
export type Shift = {
/** What for. */
kind: WorkKind,
/** Its start on the clock of the crew's stores, `08:30`. */
from: string,
/** Its end, later on the same day. */
to: string,
/** How many work units fit in. */
capacity: number, };

/** A picture of a product. */
export type ShownPicture = {
/** What the product calls it: an address, or the content hash of a drawn one. */
source: string,
/** Content hash of the small size, at most 320 pixels wide and high; none while headquarters has not fetched it. */
thumb: string | null,
/** Content hash of the large size, at most 1,280 pixels wide and high; none while headquarters has not fetched it. */
large: string | null, };

/** Someone signs in. */
export type SignIn = {
/** Who. */
staff: Id, };

/** The customer's word at the end of a job. */
export type SignOff = {
/** Who signed. */
signed_by: string,
/**
 * The pen's strokes, as in [`Signature`](crate::entities::Signature): thousandths of the field's width, x and y in
 * turn.
 */
strokes: Array<Array<number>>,
/** What they had to say. */
remarks: string,
/** When, UTC milliseconds. */
at_ms: number,
/** Who took the signature. */
by_name: string,
/** The certificate; none where it could not be made, or was signed before there were any. */
paper: SignedPaper | null, };

/** The certificate that is signed. */
export type SignOffPaper = {
/** The language of its fixed words: `zh-CN` or `en`. */
language: string,
/** SHA-256 of the PDF that is signed, lower-case hex. */
document: string, };

/** A customer signs for a job. */
export type SignOffWorkOrder = {
/** Which job. */
work_order: Id,
/** Who signs. */
signed_by: string,
/** The pen's strokes: thousandths of the field's width, x and y in turn. */
strokes: Array<Array<number>>,
/** What they have to say. */
remarks: string,
/** The certificate; none where it could not be made. */
paper: SignOffPaper | null, };

/** An order is signed. */
export type SignOrder = {
/** Of which quote. */
quote: Id,
/** The visit it is signed in. */
visit: Id | null,
/** Whose it is. */
buyer: Buyer,
/** ISO 4217. */
currency: string,
/** Number of the privilege card on it, as the version has it. */
card: string | null,
/** What is signed. */
signing: Signing, };

/** Whoever is signed in leaves the tablet. */
export type SignOut = Record<symbol, never>;

/** A customer's signature, bound to what they were shown. */
export type Signature = {
/** Who signed. */
name: string,
/** SHA-256 of the paper that they saw before they signed, lower-case hex. */
document: string,
/** The pen's strokes: points as thousandths of the field's width, x and y in turn. */
strokes: Array<Array<number>>, };

/** A stamp as it travels: the exact bytes and the device's signature over them. */
export type Signed = {
/** The stamp's JSON, byte for byte as it was made. */
bytes: string,
/** Ed25519 over `bytes`, lower-case hex. */
signature: string, };

/** The acceptance certificate that a customer signed. */
export type SignedPaper = {
/** SHA-256 of the PDF that was signed, lower-case hex. */
document: string,
/** SHA-256 of the PDF with the signature, the file that is kept, lower-case hex. */
sha256: string,
/** That file's length. */
bytes: number, };

/** What is signed. */
export type Signing = {
/** What is offered. */
version: Id,
/** What it costs, minor units. */
total_minor: number,
/** When each part falls due; the parts add up to the total. */
instalments: Array<Instalment>,
/** Who signs, and what. */
signature: Signature, };

/** What changed since the version before. */
export type SinceVersion = {
/** Which that is. */
version: number,
/** When it was finished, UTC milliseconds. */
at_ms: number,
/** Who measured it. */
by: string,
/** The fields that read otherwise; while it is under way, of those that were read again. */
differing: Array<Differing>, };

/** What a crew noted of a job on site. */
export type SiteSheet = {
/** The checklist that holds for it; none where HQ has laid none down for such jobs. */
checklist: ChecklistSheet | null,
/** Parts that are or were missing, the first reported first. */
parts: Array<MissingParts>,
/** How long the crew was there; none where it has not arrived. */
time: TimeOnSite | null, };

/** The size of one piece. */
export type Size = {
/** Width, or the length of what is sold by the running metre, in millimetres. */
width_mm: number,
/** Height in millimetres; 0 where only the length matters. */
height_mm: number, };

/** What booking a slot now would give. */
export type SlotState = "guaranteed" | "to_confirm" | "full" | "past";

/** How hits are ordered. */
export type Sort = "relevance" | "price_up" | "price_down";

/** What brought a customer. */
export type Source = {
/** Where the campaign ran. */
channel: Localized,
/** Its name. */
campaign: Localized, };

/** With which other promotions one may meet on a piece. Both must allow it. */
export type Stacking = "nothing" | "anything" | { "with": Array<string> };

/** Someone who may sign in. */
export type StaffTile = {
/** Their identifier. */
id: Id,
/** Their name. */
name: string,
/** What they may do. */
role: Role, };

/** A tablet that may show other goods and prices than the website. */
export type StaleTablet = {
/** The device. */
device: Id,
/** What people call it. */
name: string,
/** The catalog that it had when it was last heard of; none before its first. */
catalog_version: number | null,
/** Whole hours since it was last heard of; none if it never was. */
silent_hours: number | null, };

/** Whether a redemption still counts. */
export type Standing = "stands" | "lost" | "undone";

/** What a project comes to on its way. */
export type Station = "measured" | "drawn" | "drawing_confirmed" | "goods_arrived" | "installing";

/** A station of a project's route. */
export type StationCard = {
/** Which. */
station: Station,
/** Whether it was passed, and still counts. */
done: boolean,
/** When it was passed last, UTC milliseconds. */
at_ms: number | null,
/** Who wrote it down. */
by: string | null, };

/** The step that can still be taken back. */
export type StepBack = {
/** Which. */
step: WorkStep,
/** Until when, UTC milliseconds. */
until_ms: number, };

/** The last step is taken back. */
export type StepBackWorkOrder = {
/** Which job. */
work_order: Id,
/** The step that is taken back. */
step: WorkStep, };

/** The store this device belongs to. */
export type StoreCard = {
/** Its identifier. */
id: Id,
/** Its name. */
name: Localized,
/** Its city. */
city: Localized,
/** IANA name of its time zone. */
time_zone: string, };

/**
 * An operation, and a PIN where one is asked for: who typed it acts for this one operation, whoever is signed in. The PIN
 * is checked on the tablet and never journalled.
 */
export type Submission = {
/** What is to be done. */
op: Operation,
/** Whose PIN was typed. */
pin: SubmissionPin | null,
/** The customer's code as it was typed, where a crew arrives with one; checked on the tablet and never journalled. */
code: string | null, };

/** A PIN as it was typed. */
export type SubmissionPin = {
/** Whose. */
staff: Id,
/** The digits. */
pin: string, };

/** What `submit` answers. When the state is `pending`, power loss does not undo it. */
export type Submitted = {
/** The operation; none where it was declined. */
op_id: Id | null,
/** Where it stands. */
state: SubmittedState,
/** The quote, order, payment, measurement, photo or project that it wrote. */
made: string | null,
/** What to tell the customer. */
finality: Finality | null,
/** Why it was declined. */
refusal: Refusal | null, };

/** Where a submitted operation stands. */
export type SubmittedState = "pending" | "confirmed" | "refused";

/** Two appointments change places. */
export type SwapAppointments = {
/** The one. */
appointment: Id,
/** The other. */
with: Id,
/** Why, in words; may be empty. */
reason: string, };

/** What the sync mark and its sheet show. */
export type SyncStatus = {
/** How the link is. */
state: LinkState,
/** Why HQ does not take this tablet's word. */
reason: Refusal | null,
/** Operations without a verdict. */
waiting: number,
/** Files of photos that HQ does not hold yet. */
photos_waiting: PhotoSum,
/** Whether the network costs money: these files wait for another, their small pictures do not. */
metered: boolean,
/** Files of photos that HQ does not take, or that are damaged here. */
photos_refused: number,
/** Open cases. */
attention: number,
/** Customers on the waiting list for whom a place is kept. */
kept: number,
/** When HQ last answered, UTC milliseconds. */
last_contact_ms: number | null,
/** The catalog here. */
catalog: CatalogStatus | null,
/** A catalog download under way. */
download: Download | null,
/** The wall clock less HQ's, where they differ by more than a minute. */
clock_off_ms: number | null, };

/** A photo is taken off its job. */
export type TakeOffPhoto = {
/** Which. */
photo: Id, };

/** A right is taken over. */
export type TakeOverRight = {
/** The giver's operation. */
signed: Signed, };

/** A customer pays. */
export type TakePayment = {
/** For which order. */
order: Id,
/** How much, minor units. */
minor: number,
/** How. */
method: PaymentMethod,
/** The terminal's or the bank's reference; must be there unless it is cash. */
reference: string, };

/** A tablet of this store that can be given a right. */
export type Taker = {
/** Which. */
device: Id,
/** What people call it. */
name: string, };

/** An item is ticked, or its tick taken back. */
export type TickChecklist = {
/** Of which job. */
work_order: Id,
/** The version of the list that was seen. */
checklist: Id,
/** The item's key. */
item: string,
/** Whether it is ticked. */
done: boolean, };

/** A step of a threshold. */
export type Tier = {
/** From this amount on, minor units. */
from_minor: number,
/** This much is taken off, minor units. */
off_minor: number, };

/** How long a crew was on site. */
export type TimeOnSite = {
/** When it arrived, UTC milliseconds. */
from_ms: number,
/** When the job ended, UTC milliseconds; none: the crew is there. */
until_ms: number | null, };

/** A redemption of the day. */
export type TodayRedemption = {
/** The card. */
number: string,
/** Where. */
store: Localized,
/** The campaign that sold it. */
campaign: Localized,
/** Where the campaign ran. */
channel: Localized,
/** What it is worth. */
value: Money,
/** When, UTC milliseconds. */
at_ms: number,
/** By whom. */
by: string,
/** Whether it can still change. */
finality: Finality, };

/** How a customer was found, in the words known at that moment: nothing that is renamed later changes it. */
export type Touch = {
/** By what. */
kind: TouchKind,
/** The card that was shown. */
card: Id | null,
/** The lead that was followed. */
lead: Id | null,
/** The campaign. */
campaign: Id | null,
/** Where it ran: live stream, search, …; empty where nobody knows. */
channel: Localized,
/** The campaign's name. */
campaign_name: Localized,
/** The word that was searched for. */
keyword: string, };

/** By what a customer was found. */
export type TouchKind = "card" | "lead" | "phone" | "walk_in" | "told";

/** What came of a trial. */
export type TriedForm = {
/** By field: why what was typed is no reading. */
odd: { [key in string]: TypedFault },
/** What the readings say. */
evaluation: Evaluation, };

/** Why a text is no reading. */
export type TypedFault = "ambiguous" | "unreadable" | "other_unit" | "too_large";

/** Hours of a crew are no longer blocked. */
export type UnblockTime = {
/** Whose. */
crew: Id,
/** The day in its calendar, `2026-11-22`. */
date: string,
/** From when they were blocked, UTC milliseconds. */
start_ms: number,
/** Until when they were blocked, UTC milliseconds. */
end_ms: number, };

/** A redemption is taken back. */
export type UndoRedemption = {
/** Which. */
redemption: Id,
/** Why, in words. */
reason: string, };

/** Who took a redemption back. */
export type Undoing = {
/** When, UTC milliseconds. */
at_ms: number,
/** Who. */
by_name: string,
/** Why, in words. */
reason: string, };

/** What an operation drew over a photo is taken off again. */
export type UnmarkPhoto = {
/** Off which. */
photo: Id,
/** What that `photo.mark.v1` drew. */
drawn_by: Id, };

/** One choice of a product. */
export type VariantSheet = {
/** The variant. */
variant_id: string,
/** The seller's code. */
sku: string,
/** A valid GTIN. */
gtin: string | null,
/** One index into each option's values. */
choice: Array<number>,
/** Price now of one unit with the promotions that act on it by itself, minor units. */
price_minor: number,
/** Why, step by step. */
why: Array<Reason>,
/** The largest piece that is made, where the price goes by a table of sizes. */
largest: Size | null,
/** Price without the promotion, or the source's struck-out price. */
was_minor: number | null,
/** ISO 4217. */
currency: string,
/** Whether it can be had now. */
in_stock: boolean,
/** What it looks like. */
picture: ShownPicture | null, };

/** A version of a quote. */
export type VersionSheet = {
/** Its identifier. */
id: Id,
/** What is offered. */
content: QuoteContent,
/** Its sums. */
sums: QuoteSums,
/** Who wrote it. */
by_name: string,
/** When it was last changed, UTC milliseconds. */
at_ms: number,
/** What was said to the discount by hand. */
approval: Approval | null, };

/** A customer in the store. */
export type VisitCard = {
/** The visit's identifier. */
id: Id,
/** The customer's name. */
name: string,
/** Their phone, masked. */
phone_masked: string | null,
/** Who they are, where phone or card says it. */
customer: Id | null,
/** What brought them. */
source: Source | null,
/** How they were found. */
touch: Touch,
/** When they came, UTC milliseconds. */
started_ms: number,
/** Where the record stands. */
sync: RecordState, };

/** An operation without a verdict. */
export type WaitingCard = {
/** Its identifier. */
op_id: Id,
/** Its tag. */
tag: string,
/** Whom or what it is about. */
subject: string,
/** When it was saved, UTC milliseconds. */
saved_ms: number,
/** What the customer was told. */
finality: Finality | null,
/** Why it no longer goes through here; HQ has the last word. */
unapplied: Refusal | null, };

/** A customer on the waiting list. */
export type WaitlistCard = {
/** Which entry. */
entry: Id,
/** The customer. */
customer: string,
/** The number to call. */
phone: string,
/** What for. */
kind: WorkKind,
/** How many pieces of goods it is for. */
quantity: number,
/** Work units that the visit takes. */
units: number,
/** The first day that will do, `2026-11-22`. */
from: string,
/** The last day that will do. */
until: string,
/** The half of the day that will do; none: both. */
part: DayPart | null,
/** The appointment that they would have earlier. */
appointment: Id | null,
/** Its start, UTC milliseconds. */
earlier_than_ms: number | null,
/** Since when they wait, UTC milliseconds. */
since_ms: number,
/** Who put them on the list. */
by: string,
/** What is kept for them. */
kept: KeptPlaceCard | null,
/** Where the record stands. */
sync: RecordState, };

/** The crew may install without what is missing. */
export type WaiveGoods = {
/** Of which project. */
project: Id,
/** Without what, as it was seen. */
missing: Array<GoodsPart>,
/** Why. */
reason: string, };

/** Something about readings that a person should look at again. */
export type Warning = { "code": "below",
/** The field. */
field: string,
/** The least that is plausible, in the field's unit. */
least: number, } | { "code": "above",
/** The field. */
field: string,
/** The most that is plausible, in the field's unit. */
most: number, } | { "code": "sum",
/** The total's field. */
field: string,
/** What they add up to, mm. */
sum: number,
/** What the total says, mm. */
total: number,
/** mm. */
tolerance: number, } | { "code": "diagonal",
/** The diagonal's field. */
field: string,
/** What it would be in a rectangle, mm. */
expected: number,
/** How much longer it is than that; below 0 shorter, mm. */
off: number,
/** mm. */
tolerance: number, } | { "code": "skew",
/** The second one's field. */
field: string,
/** By how much, mm. */
off: number,
/** mm. */
tolerance: number, } | { "code": "spread",
/** The last of their fields. */
field: string,
/** From the least to the greatest, in the field's unit. */
apart: number,
/** In the field's unit. */
tolerance: number, } | { "code": "more_than",
/** The one that is too much. */
field: string,
/** What it should not be more than. */
than: Localized,
/** What that one says, in its unit. */
most: number, };

/** What is added for cutting and breakage. */
export type Waste = {
/** In percent. */
percent: number,
/** The field and the choice of it for which it holds; none: always. The first that fits counts. */
when: [string, string] | null, };

/** A way from an area to another, and back unless the table has the way back as well. */
export type Way = {
/** Code of the area that it starts in. */
from: string,
/** Code of the area that it leads to. */
to: string,
/** Minutes by car. */
minutes: number,
/** Metres by road. */
metres: number, };

/** When a crew works. */
export type WorkCalendar = {
/** The days of the week on which it works, 1 for Monday to 7 for Sunday. */
weekdays: Array<number>,
/** What a working day is cut into; each becomes a window. */
shifts: Array<Shift>,
/** Whether the chain's holidays and swapped working days count for it. */
holidays: boolean,
/** Days on which it is otherwise. */
exceptions: Array<CalendarException>, };

/** What a crew comes for. */
export type WorkKind = "measure" | "install";

/** How long a kind of work on some goods takes. */
export type WorkNorm = {
/** What is done. */
kind: WorkKind,
/** Path of the category of the goods, and all below it; empty: any goods. */
goods: string,
/** Minutes for the first piece. */
first_minutes: number,
/** Minutes for each further piece. */
further_minutes: number,
/** Days that drawing and making take between the measurement and the installation; of installations only. */
lead_days: number, };

/** How far a job is. */
export type WorkStep = "planned" | "accepted" | "on_the_way" | "on_site" | "done" | "failed" | "cancelled";

/** What a visit takes. */
export type Workload = {
/** Work units of a window. */
units: number,
/** Minutes of its work, without buffer; none where no norm says it. */
minutes: number | null, };

/** The argument of `workload`. */
export type WorkloadArgs = {
/** What for. */
kind: WorkKind,
/** Path of the category of the goods, where it is known. */
goods: string | null,
/** How many pieces of them. */
quantity: number, };

/** How a card's value comes off an order. */
export type Worth = { "kind": "amount" } | { "kind": "percent",
/** The share in basis points: 500 is 5 %. */
basis_points: number, } | { "kind": "threshold",
/** The sum, minor units. */
from_minor: number, } | { "kind": "gift" };

/** A quote is written. */
export type WriteQuote = {
/** The quote; none for a new one. */
quote: Id | null,
/** The versions that are written over; empty for a new quote. */
over: Array<Id>,
/** The visit it is written in. */
visit: Id | null,
/** Whom it is for. */
buyer: Buyer,
/** What is offered. */
content: QuoteContent, };

/** Every query: what it is asked with and what it answers. */
export type Queries = {
  session: { args: null; answer: Session };
  visits: { args: null; answer: Array<VisitCard> };
  known_customer: { args: KnownArgs; answer: KnownCustomer | null };
  customer: { args: CustomerArgs; answer: CustomerSheet | null };
  address: { args: AddressArgs; answer: Address };
  leads: { args: null; answer: Array<LeadCard> };
  sync_status: { args: null; answer: SyncStatus };
  search: { args: SearchArgs; answer: SearchAnswer };
  product: { args: ProductArgs; answer: ProductSheet | null };
  price: { args: PriceArgs; answer: PriceAnswer };
  categories: { args: null; answer: Array<CategoryCount> };
  scan: { args: ScanArgs; answer: ScanAnswer };
  appointment: { args: AppointmentArgs; answer: AppointmentSheet | null };
  free_crews: { args: AppointmentArgs; answer: Array<FreeCrew> };
  booking_board: { args: BoardArgs; answer: BookingBoard };
  proposals: { args: ProposalsArgs; answer: Proposals };
  chain_proposals: { args: ChainArgs; answer: ChainProposals };
  workload: { args: WorkloadArgs; answer: Workload };
  waitlist: { args: null; answer: Array<WaitlistCard> };
  jobs: { args: JobsArgs; answer: JobDay };
  job: { args: JobArgs; answer: JobSheet | null };
  photo_room: { args: null; answer: PhotoRoom };
  measurement: { args: MeasurementArgs; answer: MeasurementSheet | null };
  drawing: { args: DrawingArgs; answer: DrawingShown | null };
  projects: { args: ProjectsArgs; answer: Projects };
  goods: { args: GoodsArgs; answer: Array<GoodsPart> };
  attention: { args: null; answer: Attention };
  quotes: { args: QuotesArgs; answer: Array<QuoteCard> };
  quotes_waiting: { args: null; answer: Array<QuoteCard> };
  quote: { args: QuoteArgs; answer: QuoteSheet | null };
  quote_priced: { args: QuoteAsked; answer: QuotePriced };
  measured: { args: QuoteArgs; answer: Array<MeasuredRoom> };
  paper: { args: PaperAsked; answer: PaperMade };
  orders: { args: null; answer: Array<OrderCard> };
  order: { args: OrderArgs; answer: OrderSheet | null };
};

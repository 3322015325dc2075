package app

import (
	"meridian/internal/access"
	"meridian/internal/account/accountweb"
	"meridian/internal/activity/activityweb"
	"meridian/internal/consultation/consultationweb"
	"meridian/internal/group/groupweb"
	"meridian/internal/institution/institutionweb"
	"meridian/internal/mail/mailweb"
	"meridian/internal/notice/noticeweb"
	"meridian/internal/respond"
	"meridian/internal/strategy"
	"meridian/internal/strategy/strategyweb"
	"meridian/internal/swot/swotweb"
)

type pages struct {
	site         *respond.Site
	account      *accountweb.Pages
	institution  *institutionweb.Pages
	mail         *mailweb.Pages
	activity     *activityweb.Pages
	group        *groupweb.Pages
	swot         *swotweb.Pages
	strategy     *strategyweb.Pages
	consultation *consultationweb.Pages
	notice       *noticeweb.Pages
}

// Route is one address of the site and the permission that it asks for; the use case behind it asks
// the permission of the thing itself.
type Route struct {
	Method, Pattern string
	Permission      access.Permission
	Action          respond.Handler
	MaxBody         int64 // bytes of the request's body; 0: defaultBody
	Stream          bool  // never compressed, without a deadline for the whole answer
}

const (
	defaultBody = 1 << 20
	importBody  = 12 << 20
	// A picture straight from a camera is read, so that the answer can say how small it must be.
	pictureBody = 8 << 20
	// What an editor sends at once: at most 200 steps.
	stepsBody = 256 << 10
	// A section as plain text, twice: as it was and as it is to be.
	textBody = 8 << 20
	// The sections of a Word file as JSON, with the form around them.
	wordBody = strategy.MaxIncoming + 64<<10
)

// routes is the whole site, read as a permission table.
func (p pages) routes() []Route {
	return []Route{
		{Method: "GET", Pattern: "/", Permission: access.SignedIn, Action: p.institution.ShowHome},
		{Method: "GET", Pattern: "/sign-in", Permission: access.Anyone, Action: p.account.ShowSignIn},
		{Method: "POST", Pattern: "/sign-in", Permission: access.Anyone, Action: p.account.SignIn},
		{Method: "POST", Pattern: "/sign-in/kept", Permission: access.Anyone, Action: p.site.DiscardKept},
		{Method: "POST", Pattern: "/sign-out", Permission: access.Anyone, Action: p.account.SignOut},
		{Method: "GET", Pattern: "/invitations/{token}", Permission: access.Anyone, Action: p.account.ShowInvitation},
		{Method: "POST", Pattern: "/invitations/{token}", Permission: access.Anyone, Action: p.account.AcceptInvitation},
		{Method: "POST", Pattern: "/invitations/{token}/opened", Permission: access.Anyone, Action: p.account.InvitationOpened},

		{Method: "GET", Pattern: "/unsubscribe/{token}", Permission: access.Anyone, Action: p.notice.ShowUnsubscribe},
		{Method: "POST", Pattern: "/unsubscribe/{token}", Permission: access.Anyone, Action: p.notice.Unsubscribe},

		{Method: "GET", Pattern: "/join/{token}", Permission: access.Anyone, Action: p.swot.ShowJoin},
		{Method: "POST", Pattern: "/join/{token}", Permission: access.Anyone, Action: p.swot.Join},
		{Method: "GET", Pattern: "/join/{token}/waiting", Permission: access.Anyone, Action: p.swot.ShowJoinWaiting},
		{Method: "POST", Pattern: "/join/{token}/enter", Permission: access.Anyone, Action: p.swot.EnterJoined},
		{Method: "GET", Pattern: "/join/confirm/{token}", Permission: access.Anyone, Action: p.swot.ShowStay},
		{Method: "POST", Pattern: "/join/confirm/{token}", Permission: access.Anyone, Action: p.swot.Stay},
		{Method: "GET", Pattern: "/password", Permission: access.Anyone, Action: p.account.ShowForgotten},
		{Method: "POST", Pattern: "/password", Permission: access.Anyone, Action: p.account.AskReset},
		{Method: "GET", Pattern: "/password/{token}", Permission: access.Anyone, Action: p.account.ShowReset},
		{Method: "POST", Pattern: "/password/{token}", Permission: access.Anyone, Action: p.account.Reset},
		{Method: "GET", Pattern: "/account", Permission: access.SignedIn, Action: p.account.ShowAccount},
		{Method: "POST", Pattern: "/account/name", Permission: access.SignedIn, Action: p.account.Rename},
		{Method: "POST", Pattern: "/account/password", Permission: access.SignedIn, Action: p.account.ChangePassword},
		{Method: "POST", Pattern: "/account/email", Permission: access.SignedIn, Action: p.account.AskEmail},
		{Method: "GET", Pattern: "/account/email/{token}", Permission: access.Anyone, Action: p.account.ShowEmailChange},
		{Method: "POST", Pattern: "/account/email/{token}", Permission: access.SignedIn, Action: p.account.ChangeEmail},
		{Method: "GET", Pattern: "/account/sessions", Permission: access.SignedIn, Action: p.account.ShowSessions},
		{Method: "POST", Pattern: "/account/sessions/end", Permission: access.SignedIn, Action: p.account.EndSession},
		{Method: "POST", Pattern: "/account/sessions/end-all", Permission: access.SignedIn, Action: p.account.EndOtherSessions},
		{Method: "GET", Pattern: "/account/notifications", Permission: access.SignedIn, Action: p.notice.ShowNotices},
		{Method: "POST", Pattern: "/account/notifications", Permission: access.SignedIn, Action: p.notice.SeeNotices},
		{Method: "POST", Pattern: "/account/notifications/choices", Permission: access.SignedIn, Action: p.notice.ChooseNotices},
		{Method: "GET", Pattern: "/account/data", Permission: access.SignedIn, Action: p.account.ExportOwnData},
		{Method: "GET", Pattern: "/administration", Permission: access.SignedIn, Action: p.account.ShowAdministration},
		{Method: "POST", Pattern: "/administration", Permission: access.SignedIn, Action: p.account.CreateInstitution},
		{Method: "POST", Pattern: "/administration/invitations", Permission: access.SignedIn, Action: p.account.InviteFirst},
		{Method: "GET", Pattern: "/mail", Permission: access.SignedIn, Action: p.mail.ShowMail},

		{Method: "GET", Pattern: "/{inst}", Permission: access.ReadInstitution, Action: p.institution.ShowStart},
		{Method: "GET", Pattern: "/{inst}/seat", Permission: access.ReadInstitution, Action: p.account.ShowSeats},
		{Method: "POST", Pattern: "/{inst}/seat", Permission: access.ReadInstitution, Action: p.account.Act},

		{Method: "GET", Pattern: "/{inst}/people", Permission: access.ReadInstitution, Action: p.account.ShowPeople},
		{Method: "GET", Pattern: "/{inst}/people/{membership}", Permission: access.ReadInstitution, Action: p.account.ShowMember},
		{Method: "POST", Pattern: "/{inst}/people/{membership}/role", Permission: access.Manage, Action: p.account.ChangeRole},
		{Method: "POST", Pattern: "/{inst}/people/{membership}/standing", Permission: access.ManageColleagues, Action: p.account.ChangeStanding},
		{Method: "POST", Pattern: "/{inst}/people/{membership}/end", Permission: access.ManageColleagues, Action: p.account.EndMember},
		{Method: "POST", Pattern: "/{inst}/people/{membership}/resume", Permission: access.Manage, Action: p.account.ResumeMember},
		{Method: "POST", Pattern: "/{inst}/people/{membership}/disable", Permission: access.Manage, Action: p.account.DisableMember},
		{Method: "POST", Pattern: "/{inst}/people/{membership}/enable", Permission: access.Manage, Action: p.account.EnableMember},
		{Method: "POST", Pattern: "/{inst}/people/{membership}/password", Permission: access.Manage, Action: p.account.HandPassword},
		{Method: "POST", Pattern: "/{inst}/people/{membership}/anonymise", Permission: access.Manage, Action: p.account.AnonymiseMember},
		{Method: "POST", Pattern: "/{inst}/people/{membership}/admit", Permission: access.Manage, Action: p.account.AdmitMember},
		{Method: "GET", Pattern: "/{inst}/offices", Permission: access.ReadInstitution, Action: p.institution.ShowOffices},
		{Method: "POST", Pattern: "/{inst}/offices", Permission: access.Manage, Action: p.institution.AddOffice},
		{Method: "GET", Pattern: "/{inst}/office-import", Permission: access.Manage, Action: p.institution.ShowOfficeImport},
		{Method: "POST", Pattern: "/{inst}/office-import", Permission: access.Manage, Action: p.institution.ImportOffices, MaxBody: importBody},
		{Method: "GET", Pattern: "/{inst}/offices/{office}", Permission: access.ReadInstitution, Action: p.institution.ShowOffice},
		{Method: "POST", Pattern: "/{inst}/offices/{office}", Permission: access.Manage, Action: p.institution.ChangeOffice},
		{Method: "POST", Pattern: "/{inst}/offices/{office}/archive", Permission: access.Manage, Action: p.institution.ArchiveOffice},
		{Method: "POST", Pattern: "/{inst}/offices/{office}/restore", Permission: access.Manage, Action: p.institution.RestoreOffice},
		{Method: "POST", Pattern: "/{inst}/offices/{office}/place", Permission: access.Manage, Action: p.institution.PlaceOffice},
		{Method: "GET", Pattern: "/{inst}/offices/{office}/merge", Permission: access.Manage, Action: p.institution.ShowMerge},
		{Method: "POST", Pattern: "/{inst}/offices/{office}/merge", Permission: access.Manage, Action: p.institution.MergeOffice},
		{Method: "GET", Pattern: "/{inst}/settings", Permission: access.Manage, Action: p.institution.ShowSettings},
		{Method: "POST", Pattern: "/{inst}/settings", Permission: access.Manage, Action: p.institution.SaveSettings},
		{Method: "GET", Pattern: "/{inst}/logo", Permission: access.ReadInstitution, Action: p.institution.ShowLogo},
		{Method: "POST", Pattern: "/{inst}/logo", Permission: access.Manage, Action: p.institution.SetLogo, MaxBody: pictureBody},
		{Method: "POST", Pattern: "/{inst}/logo/remove", Permission: access.Manage, Action: p.institution.RemoveLogo},

		{Method: "GET", Pattern: "/{inst}/activity", Permission: access.ReadInstitution, Action: p.activity.ShowActivity},
		{Method: "GET", Pattern: "/{inst}/activity.csv", Permission: access.ReadInstitution, Action: p.activity.ExportActivity},

		{Method: "GET", Pattern: "/{inst}/groups", Permission: access.ReadInstitution, Action: p.group.ListGroups},
		{Method: "POST", Pattern: "/{inst}/groups", Permission: access.Manage, Action: p.group.FoundGroup},
		{Method: "GET", Pattern: "/{inst}/groups/{group}", Permission: access.ReadInstitution, Action: p.group.ShowGroup},
		{Method: "POST", Pattern: "/{inst}/groups/{group}", Permission: access.Manage, Action: p.group.ChangeGroup},
		{Method: "POST", Pattern: "/{inst}/groups/{group}/end", Permission: access.Manage, Action: p.group.EndGroup},
		{Method: "POST", Pattern: "/{inst}/groups/{group}/resume", Permission: access.Manage, Action: p.group.ResumeGroup},
		{Method: "POST", Pattern: "/{inst}/groups/{group}/mail", Permission: access.Manage, Action: p.group.MailGroup},
		{Method: "POST", Pattern: "/{inst}/groups/{group}/seats", Permission: access.Manage, Action: p.group.GiveSeats},
		{Method: "POST", Pattern: "/{inst}/groups/{group}/seats/{seat}", Permission: access.Manage, Action: p.group.PassSeat},
		{Method: "POST", Pattern: "/{inst}/groups/{group}/seats/{seat}/end", Permission: access.Manage, Action: p.group.EndSeat},
		{Method: "POST", Pattern: "/{inst}/groups/{group}/seats/{seat}/resume", Permission: access.Manage, Action: p.group.ResumeSeat},

		{Method: "POST", Pattern: "/{inst}/invitations", Permission: access.ReadInstitution, Action: p.account.Invite},
		{Method: "POST", Pattern: "/{inst}/invitations/{invitation}/send", Permission: access.ManageColleagues, Action: p.account.SendInvitation},
		{Method: "POST", Pattern: "/{inst}/invitations/{invitation}/link", Permission: access.Manage, Action: p.account.CopyInvitation},
		{Method: "POST", Pattern: "/{inst}/invitations/{invitation}/withdraw", Permission: access.ManageColleagues, Action: p.account.WithdrawInvitation},
		{Method: "GET", Pattern: "/{inst}/people/onboard", Permission: access.Manage, Action: p.account.ShowOnboard},
		{Method: "POST", Pattern: "/{inst}/people/onboard/preview", Permission: access.Manage, Action: p.account.PreviewOnboard, MaxBody: importBody},
		{Method: "POST", Pattern: "/{inst}/people/onboard/invite", Permission: access.Manage, Action: p.account.InviteOnboard},
		{Method: "POST", Pattern: "/{inst}/people/onboard/message", Permission: access.Manage, Action: p.account.WriteMessage},
		{Method: "POST", Pattern: "/{inst}/people/onboard/again", Permission: access.Manage, Action: p.account.SendAgain},
		{Method: "POST", Pattern: "/{inst}/people/onboard/sheet", Permission: access.Manage, Action: p.account.PrintSheet},

		{Method: "GET", Pattern: "/{inst}/swot", Permission: access.ReadInstitution, Action: p.swot.ListAnalyses},
		{Method: "POST", Pattern: "/{inst}/swot", Permission: access.OpenAnalysis, Action: p.swot.OpenAnalysis},
		{Method: "GET", Pattern: "/{inst}/swot/import", Permission: access.OpenAnalysis, Action: p.swot.ListsPage},
		{Method: "POST", Pattern: "/{inst}/swot/import", Permission: access.OpenAnalysis, Action: p.swot.ImportLists, MaxBody: importBody},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}", Permission: access.ReadInstitution, Action: p.swot.ShowBoard},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}.{ext}", Permission: access.ReadInstitution, Action: p.swot.Export},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/events", Permission: access.ReadInstitution, Action: p.swot.StreamEvents, Stream: true},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/presence", Permission: access.ReadInstitution, Action: p.swot.Present},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/form", Permission: access.ReadInstitution, Action: p.swot.EmptyForm},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/form.{ext}", Permission: access.ReadInstitution, Action: p.swot.EmptyForm},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/import", Permission: access.AddItem, Action: p.swot.ImportPage},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/import", Permission: access.AddItem, Action: p.swot.ImportItems, MaxBody: importBody},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items", Permission: access.AddItem, Action: p.swot.AddItem},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items/{item}", Permission: access.EditItem, Action: p.swot.EditItem},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items/{item}/move", Permission: access.MoveItem, Action: p.swot.MoveItem},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items/{item}/withdraw", Permission: access.EditItem, Action: p.swot.WithdrawItem},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items/{item}/restore", Permission: access.EditItem, Action: p.swot.RestoreItem},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/items/{item}/history", Permission: access.ReadInstitution, Action: p.swot.ShowHistory},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items/{item}/votes", Permission: access.Vote, Action: p.swot.VoteItem},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items/{item}/importance", Permission: access.Vote, Action: p.swot.RateItem},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items/{item}/shortlist", Permission: access.MergeItems, Action: p.swot.ShortlistItem},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/me", Permission: access.ReadInstitution, Action: p.swot.ShowMine},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/results", Permission: access.ReadInstitution, Action: p.swot.ShowResults},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/shortlist", Permission: access.MergeItems, Action: p.swot.ShortlistFirst},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items/{item}/theme", Permission: access.RunAnalysis, Action: p.swot.PutIntoTheme},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/themes", Permission: access.ReadInstitution, Action: p.swot.ShowThemes},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/themes", Permission: access.RunAnalysis, Action: p.swot.MakeTheme},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/themes/{theme}", Permission: access.RunAnalysis, Action: p.swot.RenameTheme},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/themes/{theme}/end", Permission: access.RunAnalysis, Action: p.swot.EndTheme},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/merge", Permission: access.ReadInstitution, Action: p.swot.ShowMerging},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/merge", Permission: access.MergeItems, Action: p.swot.MergeItems},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/sources", Permission: access.MergeItems, Action: p.swot.ChooseSources},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items/{item}/part", Permission: access.MergeItems, Action: p.swot.PartJoint},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/phase", Permission: access.RunAnalysis, Action: p.swot.SetPhase},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/ready", Permission: access.AddItem, Action: p.swot.SetReady},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/nudge", Permission: access.SeeSilent, Action: p.swot.Nudge},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/setup", Permission: access.RunAnalysis, Action: p.swot.ShowSetUp},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/setup", Permission: access.OpenAnalysis, Action: p.swot.SaveSetUp},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/facilitators", Permission: access.NameFacilitator, Action: p.swot.NameFacilitator},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/facilitators/{membership}/end", Permission: access.NameFacilitator, Action: p.swot.EndFacilitator},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/items/{item}", Permission: access.ReadInstitution, Action: p.swot.ShowItem},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/items/{item}/comments", Permission: access.Comment, Action: p.swot.AddComment},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/comments/{comment}", Permission: access.Comment, Action: p.swot.EditComment},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/comments/{comment}/withdraw", Permission: access.Comment, Action: p.swot.WithdrawComment},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/comments/{comment}/resolve", Permission: access.Comment, Action: p.swot.ResolveThread},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/comments/{comment}/reopen", Permission: access.Comment, Action: p.swot.ReopenThread},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/compare", Permission: access.ReadInstitution, Action: p.swot.ShowComparison},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/compare", Permission: access.OpenAnalysis, Action: p.swot.RememberComparison},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/report", Permission: access.ReadInstitution, Action: p.swot.ShowReport},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/report.xlsx", Permission: access.ReadInstitution, Action: p.swot.ExportReport},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/steps/{step}/undo", Permission: access.ReadInstitution, Action: p.swot.UndoStep},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/matrix", Permission: access.ReadInstitution, Action: p.swot.ShowMatrix},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/matrix", Permission: access.WriteOptions, Action: p.swot.ChooseMatrix},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/matrix/open", Permission: access.RunAnalysis, Action: p.swot.OpenMatrix},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/matrix/scores", Permission: access.Vote, Action: p.swot.GiveScores},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/matrix/shown", Permission: access.RunAnalysis, Action: p.swot.ShowScores},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/options", Permission: access.ReadInstitution, Action: p.swot.ShowOptions},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/options", Permission: access.WriteOptions, Action: p.swot.WriteOption},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/options/{option}", Permission: access.WriteOptions, Action: p.swot.ChangeOption},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/options/{option}/place", Permission: access.WriteOptions, Action: p.swot.PlaceOption},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/options/{option}/withdraw", Permission: access.WriteOptions, Action: p.swot.WithdrawOption},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/options/{option}/restore", Permission: access.WriteOptions, Action: p.swot.RestoreOption},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/timer", Permission: access.RunAnalysis, Action: p.swot.SetTimer},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/reveal", Permission: access.RunAnalysis, Action: p.swot.ShowItems},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/presenting", Permission: access.RunAnalysis, Action: p.swot.ShowHeading},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/present", Permission: access.RunAnalysis, Action: p.swot.ShowProjector},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/room", Permission: access.RunAnalysis, Action: p.swot.ShowRoom},
		{Method: "GET", Pattern: "/{inst}/swot/{analysis}/room/waiting", Permission: access.RunAnalysis, Action: p.swot.ShowWaiting},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/room/open", Permission: access.RunAnalysis, Action: p.swot.OpenRoom},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/room/close", Permission: access.RunAnalysis, Action: p.swot.CloseRoom},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/room/admit", Permission: access.RunAnalysis, Action: p.swot.AdmitArrivals},
		{Method: "POST", Pattern: "/{inst}/swot/{analysis}/room/turn-away", Permission: access.RunAnalysis, Action: p.swot.TurnAwayArrival},

		{Method: "GET", Pattern: "/{inst}/strategies", Permission: access.ReadInstitution, Action: p.strategy.ListStrategies},
		{Method: "POST", Pattern: "/{inst}/strategies", Permission: access.OpenStrategy, Action: p.strategy.OpenStrategy},
		{Method: "GET", Pattern: "/{inst}/strategies/labels", Permission: access.OpenStrategy, Action: p.strategy.ShowLabels},
		{Method: "POST", Pattern: "/{inst}/strategies/labels", Permission: access.OpenStrategy, Action: p.strategy.SaveLabels},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}", Permission: access.ReadInstitution, Action: p.strategy.ShowStrategy},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}.{ext}", Permission: access.ReadInstitution, Action: p.strategy.ExportDraft},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/edit", Permission: access.WriteStrategy, Action: p.strategy.EditStrategy},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/events", Permission: access.ReadInstitution, Action: p.strategy.StreamEvents, Stream: true},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/seen", Permission: access.ReadInstitution, Action: p.strategy.SeeStrategy},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/setup", Permission: access.OpenStrategy, Action: p.strategy.ShowSetUp},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/setup", Permission: access.OpenStrategy, Action: p.strategy.SaveSetUp},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/drafters", Permission: access.OpenStrategy, Action: p.strategy.NameDrafter},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/drafters/{membership}/end", Permission: access.OpenStrategy, Action: p.strategy.EndDrafter},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/import", Permission: access.WriteStrategy, Action: p.strategy.ShowImport},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/import", Permission: access.WriteStrategy, Action: p.strategy.Import, MaxBody: wordBody},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/import/{import}/undo", Permission: access.WriteStrategy, Action: p.strategy.UndoImport},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/sections", Permission: access.WriteStrategy, Action: p.strategy.AddSection},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/sections/{section}", Permission: access.WriteStrategy, Action: p.strategy.RenameSection},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/sections/{section}/place", Permission: access.WriteStrategy, Action: p.strategy.PlaceSection},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/sections/{section}/kind", Permission: access.WriteStrategy, Action: p.strategy.ChangeSectionKind},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/sections/{section}/withdraw", Permission: access.WriteStrategy, Action: p.strategy.WithdrawSection},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/sections/{section}/restore", Permission: access.WriteStrategy, Action: p.strategy.RestoreSection},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/withdraw", Permission: access.OpenStrategy, Action: p.strategy.WithdrawStrategy},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/restore", Permission: access.OpenStrategy, Action: p.strategy.RestoreStrategy},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/presence", Permission: access.WriteStrategy, Action: p.strategy.Present},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/sections/{section}/doc", Permission: access.ReadInstitution, Action: p.strategy.ShowDoc},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/sections/{section}/steps", Permission: access.ReadInstitution, Action: p.strategy.ShowSteps},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/sections/{section}/steps", Permission: access.WriteStrategy, Action: p.strategy.TakeSteps, MaxBody: stepsBody},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/sections/{section}/text", Permission: access.WriteStrategy, Action: p.strategy.ShowText},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/sections/{section}/text", Permission: access.WriteStrategy, Action: p.strategy.WriteText, MaxBody: textBody},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/versions", Permission: access.ReadInstitution, Action: p.strategy.ListVersions},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/versions", Permission: access.WriteStrategy, Action: p.strategy.KeepVersion},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/versions/compare", Permission: access.ReadInstitution, Action: p.strategy.ChooseComparison},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/versions/{version}", Permission: access.ReadInstitution, Action: p.strategy.ShowVersion},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/versions/{version}.json", Permission: access.ReadInstitution, Action: p.strategy.ExportVersion},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/versions/{version}/sections/{section}/restore", Permission: access.WriteStrategy, Action: p.strategy.BringBackSection},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/versions/{version}/compare/{to}", Permission: access.ReadInstitution, Action: p.strategy.CompareVersions},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/sections/{section}/authors", Permission: access.WriteStrategy, Action: p.strategy.ShowAuthors},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/goals", Permission: access.WriteStrategy, Action: p.strategy.AddGoal},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/goals/{goal}", Permission: access.WriteStrategy, Action: p.strategy.ChangeGoal},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/goals/{goal}/place", Permission: access.WriteStrategy, Action: p.strategy.PlaceGoal},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/goals/{goal}/withdraw", Permission: access.WriteStrategy, Action: p.strategy.WithdrawGoal},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/goals/{goal}/restore", Permission: access.WriteStrategy, Action: p.strategy.RestoreGoal},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/objectives", Permission: access.WriteStrategy, Action: p.strategy.AddObjective},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/objectives/{objective}", Permission: access.WriteStrategy, Action: p.strategy.ShowObjective},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/objectives/{objective}", Permission: access.WriteStrategy, Action: p.strategy.ChangeObjective},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/objectives/{objective}/place", Permission: access.WriteStrategy, Action: p.strategy.PlaceObjective},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/objectives/{objective}/withdraw", Permission: access.WriteStrategy, Action: p.strategy.WithdrawObjective},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/objectives/{objective}/restore", Permission: access.WriteStrategy, Action: p.strategy.RestoreObjective},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/objectives/{objective}/indicators", Permission: access.WriteStrategy, Action: p.strategy.AddIndicator},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/indicators/{indicator}", Permission: access.WriteStrategy, Action: p.strategy.ShowIndicator},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/indicators/{indicator}", Permission: access.WriteStrategy, Action: p.strategy.ChangeIndicator},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/indicators/{indicator}/place", Permission: access.WriteStrategy, Action: p.strategy.PlaceIndicator},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/indicators/{indicator}/withdraw", Permission: access.WriteStrategy, Action: p.strategy.WithdrawIndicator},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/indicators/{indicator}/restore", Permission: access.WriteStrategy, Action: p.strategy.RestoreIndicator},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/library", Permission: access.WriteStrategy, Action: p.strategy.ShowLibrary},

		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/threads", Permission: access.ReadInstitution, Action: p.consultation.ShowSay},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/threads", Permission: access.Comment, Action: p.consultation.Comment},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/suggestions", Permission: access.Comment, Action: p.consultation.Suggest},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/returned", Permission: access.EnterOnBehalf, Action: p.consultation.ShowReturned},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/returned", Permission: access.EnterOnBehalf, Action: p.consultation.PreviewReturned, MaxBody: importBody},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/returned/keep", Permission: access.EnterOnBehalf, Action: p.consultation.KeepReturned, MaxBody: importBody},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/suggestions", Permission: access.Dispose, Action: p.consultation.ShowSuggestions},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/suggestions/accept", Permission: access.WriteStrategy, Action: p.consultation.AcceptSeveral},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/threads/{thread}", Permission: access.ReadInstitution, Action: p.consultation.ShowThread},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/threads/{thread}", Permission: access.Comment, Action: p.consultation.Edit},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/threads/{thread}/replies", Permission: access.Comment, Action: p.consultation.Reply},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/threads/{thread}/resolve", Permission: access.Comment, Action: p.consultation.Resolve},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/threads/{thread}/reopen", Permission: access.Comment, Action: p.consultation.Reopen},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/threads/{thread}/withdraw", Permission: access.Comment, Action: p.consultation.Withdraw},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/threads/{thread}/send", Permission: access.TakePosition, Action: p.consultation.Send},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/threads/{thread}/misread", Permission: access.Comment, Action: p.consultation.Misread},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/threads/{thread}/disposition", Permission: access.Dispose, Action: p.consultation.Dispose},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/threads/{thread}/accept", Permission: access.WriteStrategy, Action: p.consultation.Accept},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/positions", Permission: access.ProposePosition, Action: p.consultation.TakePosition},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/consultation", Permission: access.ReadInstitution, Action: p.consultation.ShowConsultation},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/consultation", Permission: access.OpenConsultation, Action: p.consultation.OpenConsultation},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/consultation/end", Permission: access.OpenConsultation, Action: p.consultation.EndConsultation},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/consultation/nudge", Permission: access.SeeSilent, Action: p.consultation.NudgeOffices},
		{Method: "POST", Pattern: "/{inst}/strategies/{strategy}/consultation/publish", Permission: access.Dispose, Action: p.consultation.PublishAnswers},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/answers", Permission: access.ReadInstitution, Action: p.consultation.ShowAnswers},
		{Method: "GET", Pattern: "/{inst}/strategies/{strategy}/answers.xlsx", Permission: access.ReadInstitution, Action: p.consultation.ExportAnswers},
	}
}

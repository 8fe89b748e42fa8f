using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Rules;

/// <summary>A rule of the review that an act would break: what is wrong and what to do, for the person who tried.</summary>
/// <param name="Message">Plain Japanese.</param>
public abstract record BrokenRule(string Message);

/// <summary>Where members score, their chair approves what is published.</summary>
public sealed record ChairMustApprove()
    : BrokenRule("この年度は委員評価があるため、公表には会長の承認が必要です。意見をとりまとめて、会長に送ってください。");

/// <summary>Where no members score, there is no chair to ask.</summary>
public sealed record BallotsMustBePartOfTheYear()
    : BrokenRule("この年度には委員評価がないため、会長には送れません。内容を確認して「公表してよい」を押してください。");

/// <summary>差戻し always has a reason (domain.md).</summary>
public sealed record ReturnMustHaveReason()
    : BrokenRule("差戻しには理由が必要です。部署が何を直せばよいか分かるように、理由を入力してください。");

/// <summary>Only what was submitted can be accepted or returned.</summary>
/// <param name="State">The sheet's state.</param>
public sealed record OnlySubmittedSheetsCanBeChecked(SheetState State)
    : BrokenRule($"この個票は「{State.Label()}」です。受理や差戻しができるのは「提出済み」の個票だけです。");

/// <summary>What is accepted or returned is what was read.</summary>
/// <param name="Latest">The version that was handed in last.</param>
public sealed record CheckedVersionMustBeLatest(int Latest)
    : BrokenRule($"画面を開いた後に、新しい版（第{Latest}版）が提出されました。提出された内容を確認してから、もう一度押してください。");

/// <summary>A submitted version is never overwritten; a settled sheet is not edited.</summary>
/// <param name="State">The sheet's state.</param>
public sealed record OnlyAwaitedSheetsCanBeEdited(SheetState State)
    : BrokenRule($"この個票は「{State.Label()}」のため、いまは入力できません。変更が必要なときは事務局に差戻しを依頼してください。");

/// <summary>Only who is awaited gets more time. Said to the secretariat.</summary>
/// <param name="State">The sheet's state.</param>
public sealed record OnlyAwaitedSheetsCanBeExtended(SheetState State)
    : BrokenRule($"この個票は「{State.Label()}」のため、期限を延長できません。延長できるのは、部署の提出を待っている個票（未着手・入力中・差戻し）だけです。"
        + (State == SheetState.Submitted ? "直してもらうときは、新しい期限を付けて差し戻してください。" : ""));

/// <summary>A stage is closed with a reason: the departments whose sheets are missing read it.</summary>
public sealed record ClosingMustHaveReason()
    : BrokenRule("締切や打切りには理由が必要です。提出していない部署へのメールに載り、操作の記録に残ります。");

/// <summary>取下げ always has a reason: the departments may have been working on it.</summary>
public sealed record WithdrawingMustHaveReason()
    : BrokenRule("取下げには理由が必要です。部署へのメールに載り、操作の記録に残ります。");

/// <summary>What is accepted, closed or withdrawn stays so.</summary>
/// <param name="State">The sheet's state.</param>
public sealed record SettledSheetsStay(SheetState State)
    : BrokenRule($"この個票は「{State.Label()}」で手続が終わっているため、変更できません。");

/// <summary>A new deadline is today or later.</summary>
/// <param name="Due">The deadline asked for.</param>
public sealed record DeadlineMustNotBePast(DateOnly Due)
    : BrokenRule($"期限{Wareki.FormatWithWeekday(Due)}はすでに過ぎています。今日以降の日を指定してください。");

/// <summary>An extension says why: the department reads it in its mail.</summary>
public sealed record ExtensionMustHaveReason()
    : BrokenRule("期限の延長には理由が必要です。部署に伝わるように、理由を入力してください。");

/// <summary>An extension for a member says why, for the log.</summary>
public sealed record BallotExtensionMustHaveReason()
    : BrokenRule("期限の延長には理由が必要です。操作の記録に残すため、理由を入力してください。");

/// <summary>An extension moves the deadline later.</summary>
/// <param name="Old">The deadline so far.</param>
/// <param name="New">The deadline asked for.</param>
public sealed record ExtensionMustBeLater(DateOnly Old, DateOnly New)
    : BrokenRule($"延長後の期限{Wareki.FormatWithWeekday(New)}は、いまの期限{Wareki.FormatWithWeekday(Old)}より後の日にしてください。");

/// <summary>A sheet belongs to up to six departments (three in Tomakomai, four in Fuchu).</summary>
/// <param name="Count">How many were given.</param>
public sealed record SheetHasOneToSixDepartments(int Count)
    : BrokenRule($"担当部署は1～6部署です（いま{Count}部署）。先頭の部署が主担当になります。");

/// <summary>A reassignment changes who answers: nobody is asked again for what they have.</summary>
public sealed record DepartmentsMustChange()
    : BrokenRule("担当部署は変わっていません。変えるときは、部署を選び直してください。");

/// <summary>A department answers a sheet once.</summary>
public sealed record DepartmentsMustDiffer()
    : BrokenRule("同じ部署が2回選ばれています。部署は1回ずつ選んでください。");

/// <summary>Tasks and reminders go to the leading department, so it needs an address.</summary>
/// <param name="Name">The department's name.</param>
public sealed record LeadDepartmentMustHaveMail(string Name)
    : BrokenRule($"部署「{Name}」にはメールアドレスがないため、主担当にできません。別の部署を先頭にしてください。");

/// <summary>A sheet is submitted only when every field holds.</summary>
/// <param name="Problems">What is wrong, field by field.</param>
public sealed record AnswersMustBeComplete(IReadOnlyList<AnswerProblem> Problems)
    : BrokenRule("入力に誤りがあるため提出できません。" + string.Concat(Problems.Select(p => p.Message)));

/// <summary>A member scores within the scale.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Score">What was given.</param>
/// <param name="Min">The lowest score.</param>
/// <param name="Max">The highest score.</param>
public sealed record BallotScoreMustBeInScale(int Item, int Score, int Min, int Max)
    : BrokenRule($"取組項目{Item}の評点{Score}は範囲外です。{Min}～{Max}から選んでください。");

/// <summary>An opinion is read by everyone, so it has an end.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Length">How many characters it has.</param>
public sealed record BallotOpinionMustNotBeTooLong(int Item, int Length)
    : BrokenRule($"取組項目{Item}の意見は{Vote.MostOpinion}文字までです（いま{Length}文字）。短くしてください。");

/// <summary>A ballot names only items of the plan.</summary>
/// <param name="Item">The item's number.</param>
public sealed record BallotItemMustExist(int Item)
    : BrokenRule($"取組項目{Item}はこの計画にありません。");

/// <summary>A ballot can be changed until its stage closes.</summary>
public sealed record BallotMustBeOpen()
    : BrokenRule("評価の受付は終わっています。変更が必要なときは事務局に連絡してください。");

/// <summary>A step of the cycle is taken in its stage.</summary>
/// <param name="Needed">The stage that it belongs to.</param>
/// <param name="Actual">The stage that the cycle is in.</param>
public sealed record StageMustBe(string Needed, string Actual)
    : BrokenRule($"いまは「{Actual}」の段階です。この操作は「{Needed}」の段階で行えます。");

/// <summary>A meeting's record is changed by one who has read it as it is.</summary>
public sealed record MeetingMustBeAsRead()
    : BrokenRule("この会議の記録は、ほかの人が先に変更または削除しました。いまの記録を確認してから、必要なときは新しい記録として保存してください。");

/// <summary>A group's result is what was looked at when the group said so.</summary>
public sealed record FinishedWorkMustBeAsRead()
    : BrokenRule("この画面を開いた後に、グループのほかの人が内容を変えました。いまの内容を確かめてから、もう一度「検討を終える」を押してください。");

/// <summary>Sending the opinions back says why.</summary>
public sealed record SendingBackMustHaveComment()
    : BrokenRule("意見書を事務局に戻すには、直してほしい点をコメントに入力してください。");

/// <summary>A sheet goes only to departments that the plan names.</summary>
/// <param name="Id">The department's id.</param>
public sealed record DepartmentMustExist(string Id)
    : BrokenRule($"部署「{Id}」はこの計画にありません。計画ファイルの部署から選んでください。");

/// <summary>Only what the document was made from can be corrected in it.</summary>
/// <param name="State">The sheet's state.</param>
public sealed record OnlyAcceptedSheetsCanBeCorrected(SheetState State)
    : BrokenRule($"この個票は「{State.Label()}」です。公表後に訂正できるのは「受理」の個票だけです。");

/// <summary>訂正 always has a reason, which is published.</summary>
public sealed record CorrectionMustHaveReason()
    : BrokenRule("訂正には理由が必要です。公表する文書に載せる理由を入力してください。");

/// <summary>A new version says something that the one before didn't.</summary>
public sealed record CorrectionMustChangeSomething()
    : BrokenRule("公表した内容から変わったところがありません。訂正する内容を入力してから公表してください。");

/// <summary>A correction starts from the latest version of a sheet, or it would undo another's.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Version">The latest version.</param>
public sealed record CorrectionMustStartFromLatest(string Measure, int Version)
    : BrokenRule($"No.{Measure}の個票は、ほかの人が先に訂正しました（第{Version}版）。最新の内容を確認し、訂正し直してください。");

/// <summary>What is published is what was previewed.</summary>
public sealed record CorrectionMustBeAsPreviewed()
    : BrokenRule("確認した後に訂正の内容が変わりました。もう一度、変更点を確認してから公表してください。");

/// <summary>Versions come out one after the other.</summary>
/// <param name="Version">The version that is on its way.</param>
public sealed record CorrectionMustWait(int Version)
    : BrokenRule($"第{Version}版を公表しているところです。公表が終わってから、もう一度お試しください。");

/// <summary>Only what was handed in and not checked yet can be taken back.</summary>
/// <param name="State">The sheet's state.</param>
public sealed record OnlySubmittedSheetsCanBeTakenBack(SheetState State)
    : BrokenRule($"この個票は「{State.Label()}」です。取り戻せるのは、事務局が確認する前の「提出済み」の個票だけです。");

/// <summary>Nobody is reminded of what is not awaited.</summary>
/// <param name="State">The sheet's state.</param>
public sealed record OnlyAwaitedSheetsCanBeReminded(SheetState State)
    : BrokenRule($"この個票は「{State.Label()}」で部署の提出を待っていないため、督促できません。");

/// <summary>The stage closes only when everything that was handed in is checked.</summary>
/// <param name="Measures">The measures' codes whose sheets wait.</param>
public sealed record SubmittedSheetsMustBeChecked(IReadOnlyList<string> Measures)
    : BrokenRule(
        $"提出済みでまだ確認していない個票（{string.Join("、", Measures.Select(m => $"No.{m}"))}）があります。受理するか差し戻してから締め切ってください。");

/// <summary>The next department needs to know what it takes over.</summary>
public sealed record HandingOverMustHaveNote()
    : BrokenRule("引継ぎには申し送りが必要です。引き継ぐ部署に伝わるように入力してください。");

/// <summary>A sheet is handed over to another leading department.</summary>
public sealed record HandingOverMustGoToAnother()
    : BrokenRule("引継ぎ先は、いまの主担当とは別の部署にしてください。");

/// <summary>A sheet is asked for in this cycle, or nothing can be done with it.</summary>
/// <param name="Measure">The measure's code.</param>
public sealed record SheetMustExist(string Measure)
    : BrokenRule($"No.{Measure}の個票はこの年度の評価にありません。番号を確認してください。");

/// <summary>Who asks for more time says why.</summary>
public sealed record ExtensionRequestMustHaveReason()
    : BrokenRule("期限延長の申請には理由が必要です。事務局が判断できるように入力してください。");

/// <summary>Only an open request is answered.</summary>
/// <param name="Measure">The measure's code.</param>
public sealed record ExtensionRequestMustBeOpen(string Measure)
    : BrokenRule($"No.{Measure}には、回答を待っている期限延長の申請がありません。画面を開き直して確認してください。");

/// <summary>A request is declined with a reason: the department reads it in its mail.</summary>
public sealed record DecliningMustHaveReason()
    : BrokenRule("期限延長を認めないときは理由が必要です。部署に伝わるように入力してください。");

/// <summary>A comment says something.</summary>
public sealed record CommentMustSaySomething()
    : BrokenRule("コメントが空白です。内容を入力してください。");

/// <summary>A comment is a note, not a paper.</summary>
/// <param name="Length">How many characters it has.</param>
/// <param name="Most">How many it may have.</param>
public sealed record CommentMustNotBeTooLong(int Length, int Most)
    : BrokenRule($"コメントは{Most}文字までです（いま{Length}文字）。短くするか、分けて送ってください。");

/// <summary>Only a measure of the plan can end.</summary>
/// <param name="Code">The measure's code.</param>
public sealed record MeasureMustExist(string Code)
    : BrokenRule($"No.{Code}の取組はこの計画にありません。番号を確認してください。");

/// <summary>A measure ends once.</summary>
/// <param name="Code">The measure's code.</param>
public sealed record MeasureMustNotHaveEnded(string Code)
    : BrokenRule($"No.{Code}の取組は、すでに終了と記録されています。変更するときは、先に終了を取り消してください。");

/// <summary>A measure ends within the plan, and not before it started.</summary>
/// <param name="Month">The month asked for.</param>
/// <param name="From">The fiscal year in which the measure started.</param>
/// <param name="To">The plan's last fiscal year.</param>
public sealed record EndingMustBeWithinPlan(DateOnly Month, FiscalYear From, FiscalYear To)
    : BrokenRule($"取組終了の年月（{Wareki.FormatMonth(Month)}）は使えません。{From.Label}から{To.Label}までの月を指定してください。");

/// <summary>Only a recorded ending can be undone.</summary>
/// <param name="Code">The measure's code.</param>
public sealed record EndingMustExist(string Code)
    : BrokenRule($"No.{Code}の取組には、取り消せる終了の記録がありません。計画ファイルに書かれた終了は、計画ファイルの新しい版で変更してください。");

/// <summary>An ending that a cycle was opened with stays.</summary>
/// <param name="Code">The measure's code.</param>
/// <param name="Year">The cycle's fiscal year.</param>
public sealed record EndingMustNotBeInUse(string Code, FiscalYear Year)
    : BrokenRule($"No.{Code}の取組終了は、{Year.Label}の評価がすでに使っているため取り消せません。");

/// <summary>Only a ballot that is still to come gets more time.</summary>
/// <param name="State">The ballot's state.</param>
public sealed record OnlyAwaitedBallotsCanBeExtended(BallotState State)
    : BrokenRule($"この委員の評価は「{State.Label()}」のため、期限を延長できません。延長できるのは、提出を待っている評価だけです。");

/// <summary>Only a ballot that is still to come is asked for.</summary>
/// <param name="State">The ballot's state.</param>
public sealed record OnlyAwaitedBallotsCanBeReminded(BallotState State)
    : BrokenRule($"この委員の評価は「{State.Label()}」のため、督促しません。督促できるのは、提出を待っている評価だけです。");

/// <summary>Only a member of the committee has a ballot.</summary>
/// <param name="Member">The id that was given.</param>
public sealed record BallotMustExist(string Member)
    : BrokenRule($"「{Member}」という番号の委員の評価は、この年度にありません。");

/// <summary>The committee's stage is closed with a reason, which the log keeps.</summary>
public sealed record ClosingBallotsMustHaveReason()
    : BrokenRule("締め切るには理由が必要です。操作の記録に残ります。");

/// <summary>A stage that has ended can't be closed.</summary>
/// <param name="Stage">Where the cycle stands, as people see it.</param>
public sealed record OnlyTheCommitteeStageCanBeClosed(string Stage)
    : BrokenRule($"この年度の評価は「{Stage}」の段階です。委員評価の段階でだけ、締め切れます。");

/// <summary>Only a mail that did not leave, or may not have left, is sent again.</summary>
/// <param name="State">The mail's state, as people see it.</param>
public sealed record OnlyFailedMailsCanBeSentAgain(string State)
    : BrokenRule($"このメールは「{State}」です。送り直せるのは「送信失敗」「不明」「送信対象外」のメールだけです。");

/// <summary>A mail is sent again once; if that fails too, it is the new one that is sent again.</summary>
public sealed record MailMustNotHaveBeenSentAgain()
    : BrokenRule("このメールはすでに送り直しています。送り直したメールの状態を確認してください。");

/// <summary>Nobody knows any more what it said, and to whom.</summary>
public sealed record MailMustNotHaveBeenErased()
    : BrokenRule("このメールの宛先と本文は、保存期間が終わったため削除されています。送り直せません。");

/// <summary>The working set is made once from the ballots; after that it is edited.</summary>
public sealed record OpinionWorkMustNotHaveBegun()
    : BrokenRule("意見のとりまとめはすでに始まっています。画面を開き直して、続きから編集してください。");

/// <summary>A text is edited where it is.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Number">The text's number within the item.</param>
public sealed record OpinionTextMustExist(int Item, int Number)
    : BrokenRule($"取組項目{Item}に{Number}番の意見はありません。ほかの人がまとめた可能性があります。画面を開き直して確認してください。");

/// <summary>A published text says something.</summary>
public sealed record OpinionTextMustSaySomething()
    : BrokenRule("意見の文が空白です。載せないときは、理由を付けて「載せない」にしてください。");

/// <summary>Merging takes two texts or more.</summary>
public sealed record MergingMustTakeTwo()
    : BrokenRule("まとめる意見を2つ以上選んでください。");

/// <summary>A member's opinion is left out with a reason that the secretariat can give.</summary>
public sealed record LeavingOutMustHaveReason()
    : BrokenRule("意見を載せないときは理由が必要です。委員に説明できるように入力してください。");

/// <summary>A chapter's text can be printed: its placeholders have values.</summary>
/// <param name="Problems">What is wrong, in the order of the text.</param>
public sealed record ChapterTextMustBeSound(IReadOnlyList<string> Problems)
    : BrokenRule("この文章は使えません。" + string.Concat(Problems));

/// <summary>A changed plan is taken into a running year with a reason, which the log keeps.</summary>
public sealed record AdoptionMustHaveReason()
    : BrokenRule("計画の変更を取り込むには理由が必要です。操作の記録に残ります。");

/// <summary>A changed plan is taken into a running year when something changed.</summary>
public sealed record AdoptionMustChangeSomething()
    : BrokenRule("取り込む変更はありません。この年度は、いまの計画で進んでいます。");

/// <summary>What is taken in is what was previewed.</summary>
public sealed record AdoptionMustBeAsPreviewed()
    : BrokenRule("確認した後に、計画か個票が変わりました。もう一度、変更点を確認してから取り込んでください。");

/// <summary>A running year takes in only what fits what it has done already.</summary>
/// <param name="Reasons">Why it does not.</param>
public sealed record PlanMustFitTheCycle(IReadOnlyList<string> Reasons)
    : BrokenRule("この変更は、この年度には取り込めません。" + string.Concat(Reasons));

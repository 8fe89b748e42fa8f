using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Access;

/// <summary>Colleagues see who it is.</summary>
public sealed record PersonMustHaveName()
    : BrokenRule("氏名（または呼び名）が入力されていません。画面で見分けられるように入力してください。");

/// <summary>A name fits on a page.</summary>
/// <param name="Most">The most characters.</param>
public sealed record PersonNameMustNotBeTooLong(int Most)
    : BrokenRule($"氏名は{Most}文字までです。短くしてください。");

/// <summary>The sign-in code goes to an address.</summary>
public sealed record PersonMustHaveAddress()
    : BrokenRule("メールアドレスを「名前@example.jp」の形で入力してください。");

/// <summary>One address is one person.</summary>
public sealed record AddressMustBeFree()
    : BrokenRule("このメールアドレスは、すでに登録されています。一覧から選んで変更するか、別のアドレスを入力してください。");

/// <summary>An office's address stays the office's: a person with it would shut the office out.</summary>
public sealed record AddressMustNotBeAnOffices()
    : BrokenRule("このメールアドレスは、計画ファイルにある部署・事務局・委員の共用のアドレスです。個人のアドレスを入力してください。");

/// <summary>A person may be something.</summary>
public sealed record PersonMustHaveRole()
    : BrokenRule("役割が選ばれていません。担当部署・事務局・委員のうち、1つ以上を選んでください。");

/// <summary>A role is one of the plan's.</summary>
public sealed record RoleMustBeInPlan()
    : BrokenRule("選ばれた部署または委員は、この計画にありません。画面を開き直して選んでください。");

/// <summary>Only who is registered can be changed.</summary>
public sealed record PersonMustBeRegistered()
    : BrokenRule("この担当者は登録されていないか、すでに外れています。一覧を開き直して確認してください。");

/// <summary>A department that answers sheets is asked by mail.</summary>
public sealed record DepartmentMustKeepAnAddress()
    : BrokenRule("依頼の宛先が入力されていません。この部署には依頼のメールを送るので、アドレスを入力してください。");

/// <summary>Tasks go to an address.</summary>
public sealed record DepartmentMailMustBeAddress()
    : BrokenRule("依頼の宛先を「名前@example.jp」の形で入力してください。");

/// <summary>Escalations go to an address.</summary>
public sealed record HeadMailMustBeAddress()
    : BrokenRule("所属長の宛先を「名前@example.jp」の形で入力してください。送らないときは空欄にします。");

/// <summary>A person's own address opens that person's account, so a department with it would be shut out.</summary>
/// <param name="Mail">The address.</param>
public sealed record AddressMustNotBeAPersons(string Mail)
    : BrokenRule($"「{Mail}」は、担当者の本人のアドレスとして登録されているか、登録されていました。部署の共用のアドレスを入力してください。");

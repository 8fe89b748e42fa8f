using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>Each kind of mistake in the real file, with the place and the words of the problem.</summary>
public class PlanReaderTests
{
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        // keys
        { "firstYear: R2", "«firstYaer: R2\nfirstYear: R2", "firstYaer", "「firstYaer」というキーはここでは使えません。「firstYear」の間違いではありませんか。" },
        { "mode: halfUp }\n\n# ── テ", "mode: halfUp, «foo: 1 }\n\n# ── テ", "scoring.meanRounding.foo", "「foo」というキーはここでは使えません。使えるのは decimals、mode です。" },
        { "city: 苫小牧市\ncityCode", "city: 苫小牧市\n«city: 札幌市\ncityCode", "city", "キー「city」は¶city: 苫小牧市¶行目にもあります。どちらかを消してください。" },
        { "- { id: progress, name: 進捗度, min: 0, max: 3 }", "- «{ id: progress, min: 0, max: 3 }", "scoring.criteria[0].name", "「name」がありません。{ } の中に「, name: …」を書き足してください。" },
        { "edition: 1   ", "«edition:    ", "edition", "「edition」の値がありません。「edition: 」の後に書いてください。" },
        { "[zaisei, service, kyodo, minkatsu]", "[zaisei, «\"\", kyodo, minkatsu]", "items[0].themes[1]", "値がありません。値を書くか、この行を消してください。" },
        { "title: 取組の有効性に関する意見書", "? «[a, b]\n  : c\n  title: 取組の有効性に関する意見書", "", "キー（「:」の左）は文字で書いてください。「{{」で始まる文は、全体を \" で囲んでください。" },
        // wrong types
        { "edition: 1   ", "edition: «一   ", "edition", "「一」は整数ではありません。半角の数字で書いてください。" },
        { "edition: 1   ", "edition: «１   ", "edition", "「１」は整数ではありません。半角で「1」と書いてください。" },
        { "edition: 1   ", "edition: «0   ", "edition", "0は使えません。1から99までの整数を書いてください。" },
        { "edition: 1   ", "edition: «[1]   ", "edition", "ここには1つの値を書いてください。字下げと括弧を確かめてください。" },
        { "{ grade: C, from: 4.5 }", "{ grade: C, from: «四.五 }", "scoring.meanGrades.thresholds[2].from", "「四.五」は数ではありません。半角の数字で書いてください。" },
        { "    kind: month\n    required: false", "    kind: month\n    required: «いいえ", "form[2].required", "「いいえ」ではなく、true（はい）か false（いいえ）を書いてください。" },
        { "  meanRounding: { decimals: 1, mode: halfUp }\n  # chair", "  meanRounding: «half\n  # chair", "committee.meanRounding", "「キー: 値」を並べて書いてください。「:」の後の空白と字下げを確かめてください。" },
        { "themes: [zaisei, service, kyodo, minkatsu]", "themes: «zaisei", "items[0].themes", "「- 」で始まる行を並べるか、[ ] の中に並べて書いてください。" },
        { "themes: [zaisei, service, kyodo, minkatsu]", "themes: «[]", "items[0].themes", "1つ以上書いてください。" },
        { "scoreLabel: 総括", "scoreLabel: «\"総\\n括\"", "cycles[0].scoreLabel", "1行で書いてください。" },
        { "scoreLabel: 総括", "scoreLabel: «\"総\\t括\"", "cycles[0].scoreLabel", "文字として表せない制御文字かタブがあります。消してください。" },
        { "city: 苫小牧市\ncityCode", "city: «苫小\uFFFD市\ncityCode", "city", "読めない文字（文字化け）があります。UTF-8で保存し直し、文字を確かめてください。" },
        { "city: 苫小牧市\ncityCode", "city: «" + new string('市', 201) + "\ncityCode", "city", "長すぎます。200文字までで書いてください。" },
        { "mode: halfUp }\n\n# ── テ", "mode: «halfup }\n\n# ── テ", "scoring.meanRounding.mode", "「halfup」は使えません。「halfUp」の間違いではありませんか。" },
        { "mode: halfUp }\n\n# ── テ", "mode: «四捨五入 }\n\n# ── テ", "scoring.meanRounding.mode", "「四捨五入」は使えません。halfUp、halfEven、down のどれかを書いてください。" },
        // the plan
        { "id: tomakomai", "id: «Tomakomai", "id", "「Tomakomai」は使えません。idに使えるのは英小文字・数字・ハイフンだけです（英小文字か数字で始め、40文字まで）。" },
        { "cityCode: \"012131\"", "cityCode: «\"012132\"", "cityCode", "全国地方公共団体コード「012132」の検査数字（最後の桁）が合いません。総務省の一覧で確かめてください。" },
        { "cityCode: \"012131\"", "cityCode: «12131", "cityCode", "「12131」は全国地方公共団体コードではありません。検査数字まで6桁の半角数字を引用符で囲んで書いてください。" },
        { "lastYear: R6 ", "lastYear: «令和６年 ", "lastYear", "「令和６年」は年度として読めません。R6、令和6年度、2024 のように書いてください。" },
        { "lastYear: R6 ", "lastYear: «2999 ", "lastYear", "「2999」は年度として読めません。R6、令和6年度、2024 のように書いてください。" },
        // themes and departments
        { "  - { id: service, number: II,", "  - { id: «zaisei, number: X, short: 他, name: 他 }\n  - { id: service, number: II,", "themes[1].id", "テーマ「zaisei」は¶{ id: zaisei, number¶行目にもあります。どちらかを直してください。" },
        { "id: service, number: II,", "id: service, number: «I,", "themes[1].number", "テーマの番号「I」は¶{ id: zaisei, number¶行目にもあります。どちらかを直してください。" },
        { "mail: kaikei@example.jp", "mail: «kaikei@example", "departments[45].mail", "「kaikei@example」は使えません。メールアドレスの形ではありません。zaisei@city.example.jp のように書いてください。" },
        { "{ id: kaikei, name: 会計課, mail: kaikei@example.jp, headMail: kaikei-cho@example.jp }", "«{ id: kaikei, name: 会計課, mail: kaikei@example.jp }", "departments[45].headMail", "「headMail」がありません。{ } の中に「, headMail: …」を書き足してください。" },
        { "name: (都)建築課", "name: «会計課", "departments[47].name", "部署の名前「会計課」は¶id: kaikei,¶行目にもあります。どちらかを直してください。" },
        // items and measures
        { "[seisaku-suishin, zaisei], started: R2, ended: 2025-03 }", "[seisaku-suishin, «zaisei2], started: R2, ended: 2025-03 }", "items[0].measures[0].departments[1]", "部署「zaisei2」はdepartmentsにありません。「zaisei」の間違いではありませんか。" },
        { "[seisaku-suishin, zaisei], started: R2, ended: 2025-03 }", "[seisaku-suishin, «foo], started: R2, ended: 2025-03 }", "items[0].measures[0].departments[1]", "部署「foo」はdepartmentsにありません。departmentsに追加するか、正しいidに直してください。" },
        { "[seisaku-suishin, zaisei], started: R2, ended: 2025-03 }", "[seisaku-suishin, «seisaku-suishin], started: R2, ended: 2025-03 }", "items[0].measures[0].departments[1]", "部署「seisaku-suishin」が2回書かれています。どちらかを消してください。" },
        { "[seisaku-suishin, zaisei], started: R2, ended: 2025-03 }", "«[seisaku-suishin, zaisei, kaikei, gyosei-kanri, kyodo-sankaku, byoin-iji, kodomo-ikusei], started: R2, ended: 2025-03 }", "items[0].measures[0].departments", "部署は6つまでです。減らしてください。" },
        { "[seisaku-suishin, zaisei], started: R2, ended: 2025-03 }", "[«kaku-tanto, zaisei], started: R2, ended: 2025-03 }", "items[0].measures[0].departments[0]", "最初の部署「kaku-tanto」にはmailがなく、依頼を送れません。mailのある部署を最初にするか、departmentsにmailを書き足してください。" },
        { "[zaisei, service, kyodo, minkatsu]", "[zaisei, «servise, kyodo, minkatsu]", "items[0].themes[1]", "テーマ「servise」はthemesにありません。「service」の間違いではありませんか。" },
        { "  - number: 2\n", "  - number: «1\n", "items[1].number", "取組項目の番号「1」は¶- number: 1\n¶行目にもあります。どちらかを直してください。" },
        { "code: \"N1\"", "code: «\"3\"", "items[0].measures[3].code", "実践項目の番号「3」は¶code: \"3\", name: 広告¶行目にもあります。どちらかを直してください。" },
        { "code: \"N1\"", "code: «\"N 1\"", "items[0].measures[3].code", "「N 1」は使えません。番号に使えるのは英数字・ハイフン・ピリオドだけです（英数字で始め、20文字まで）。" },
        { "[seisaku-suishin], started: R5, ended: 2024-03", "[seisaku-suishin], started: «R1, ended: 2024-03", "items[0].measures[3].started", "加わった年度（R1）が計画の期間（R2～R6）の外です。年度を確かめてください。" },
        { "[seisaku-suishin], started: R5, ended: 2024-03", "[seisaku-suishin], started: R5, ended: «2023-03", "items[0].measures[3].ended", "取組終了（R4）が開始（R5）より前です。startedとendedを確かめてください。" },
        { "[seisaku-suishin], started: R5, ended: 2024-03", "[seisaku-suishin], started: R5, ended: «2025-04", "items[0].measures[3].ended", "終わった年度（R7）が計画の期間（R2～R6）の外です。年度を確かめてください。" },
        { "[seisaku-suishin], started: R5, ended: 2024-03", "[seisaku-suishin], started: R5, ended: «2024-13", "items[0].measures[3].ended", "「2024-13」は取組終了の年月として読めません。2025-03 のような年月か、R6 のような年度を書いてください。" },
        // scoring
        { "id: creativity, name: 創造性, min: 0, max: 3", "id: creativity, name: 創造性, min: 0, max: «0", "scoring.criteria[3].max", "最高点（0）は最低点（0）より大きくしてください。" },
        { "id: creativity, name: 創造性", "id: creativity, name: «効率性", "scoring.criteria[3].name", "評価項目「効率性」は¶id: efficiency¶行目にもあります。どちらかを直してください。" },
        { "{ grade: C, from: 5 }", "{ grade: C, from: «8 }", "scoring.measureGrades.thresholds[2].from", "「C」のfrom（8）は、1つ上の「B」のfrom（8）より小さくしてください。高い評価から順に書きます。" },
        { "{ grade: C, from: 5 }", "{ grade: «B, from: 5 }", "scoring.measureGrades.thresholds[2].grade", "評価「B」は¶grade: B, from: 8¶行目にもあります。どちらかを直してください。" },
        { "      - { grade: D, from: 0 }\n    # 上限。", "      - «{ grade: D, from: 1 }\n    # 上限。", "scoring.measureGrades.thresholds[3]", "最後の評価「D」のfromは、最低の合計点（0）以下にしてください。どの評価にもならない点数ができます。" },
        { "grade: B }\n\n  # 取組項目とテーマ", "grade: «E }\n\n  # 取組項目とテーマ", "scoring.measureGrades.caps[0].grade", "評価「E」はthresholdsにありません。thresholdsに追加するか、正しい評価に直してください。" },
        { "atMost: 1, grade: B }\n\n  # 取組項目とテーマ", "atMost: «x, grade: B }\n\n  # 取組項目とテーマ", "scoring.measureGrades.caps[0].atMost", "「x」は数ではありません。半角の数字で書いてください。" },
        { "caps:\n      - { criterion: progress, atMost: 1, grade: B }\n\n  # 平均値の端数", "caps:\n      - { criterion: «progres, atMost: 1, grade: B }\n\n  # 平均値の端数", "scoring.meanGrades.caps[0].criterion", "評価項目「progres」はcriteriaにありません。「progress」の間違いではありませんか。" },
        // the form
        { "  - id: remark\n", "  - id: «issueNote\n", "form[8].id", "様式の欄「issueNote」は¶- id: issueNote\n    label¶行目にもあります。どちらかを直してください。" },
        { "  - id: remark\n", "  - id: «特記事項\n", "form[8].id", "「特記事項」は使えません。様式のidに使えるのは英数字とハイフンだけです（英小文字で始め、40文字まで）。" },
        { "  - id: ended\n    label: 取組終了\n    kind: month\n", "  - «id: ended\n    label: 取組終了\n    kind: table\n", "form[2]", "表（kind: table）には列が要ります。columnsに列を書いてください。" },
        { "    kind: month\n", "    kind: month\n    columns:\n      «- { id: a, label: あ, kind: text }\n", "form[2].columns", "列（columns）を持てるのは表（kind: table）だけです。kindをtableにするか、columnsを消してください。" },
        { "- { id: remedy, label: 左記の解決方法, kind: text }", "- { id: «issue, label: 左記の解決方法, kind: text }", "form[6].columns[2].id", "列「issue」は¶label: 課題・問題点¶行目にもあります。どちらかを直してください。" },
        { "- { id: remedy, label: 左記の解決方法, kind: text }", "- «{ id: remedy, label: 左記の解決方法, kind: choice }", "form[6].columns[2]", "選択の列（kind: choice）には選択肢が要ります。choicesに書いてください。" },
        { "- { id: remedy, label: 左記の解決方法, kind: text }", "- { id: remedy, label: 左記の解決方法, kind: text, choices: «[a, b] }", "form[6].columns[2].choices", "選択肢（choices）を持てるのは選択の列（kind: choice）だけです。kindをchoiceにするか、choicesを消してください。" },
        { "[工程どおり, 工程見直し]", "[工程どおり, «工程どおり]", "form[0].columns[2].choices[1]", "選択肢「工程どおり」は¶[工程どおり¶行目にもあります。どちらかを直してください。" },
        { "maxLength: 40\n", "maxLength: «0\n", "form[9].maxLength", "0は使えません。1から100000までの整数を書いてください。" },
        // the committee
        { "- { id: m2, role: 副会長, ", "- «{ id: m2, chair: true, role: 副会長, ", "committee.members[1]", "会長（chair: true）は1人だけにしてください。" },
        { "id: m3, role", "id: «m2, role", "committee.members[2].id", "委員「m2」は¶id: m2, role: 副会長¶行目にもあります。どちらかを直してください。" },
        { "mail: m3@example.jp", "mail: «m3@@example.jp", "committee.members[2].mail", "「m3@@example.jp」は使えません。メールアドレスの形ではありません。zaisei@city.example.jp のように書いてください。" },
        { "    5: 非常に評価できる", "    «6: 非常に評価できる", "committee.labels.6", "点数「6」は範囲の外です。1から5までの点数を書いてください。" },
        // the calendar
        { "  - year: R6\n", "  - year: «R7\n", "cycles[0].year", "年度（R7）が計画の期間（R2～R6）の外です。年度を確かめてください。" },
        { "due: 2025-04-25,", "due: «2025-03-25,", "cycles[0].selfEvaluation.due", "個票の期限（selfEvaluationのdue）が開始日（opens）の令和7年4月1日(火)より前です。どちらかの日付を直してください。" },
        { "committee: { opens: 2025-05-20", "committee: { opens: «2025-04-25", "cycles[0].committee.opens", "委員評価の開始日（committeeのopens）は個票の期限（selfEvaluationのdue）の令和7年4月25日(金)より後にしてください。" },
        { "due: 2025-06-20,", "due: «2025-05-19,", "cycles[0].committee.due", "委員評価の期限（committeeのdue）が委員評価の開始日（committeeのopens）の令和7年5月20日(火)より前です。どちらかの日付を直してください。" },
        { "publication: 2025-07-30", "publication: «2025-06-20", "cycles[0].publication", "公表日（publication）は委員評価の期限（committeeのdue）の令和7年6月20日(金)より後にしてください。" },
        { "publication: 2025-07-30", "publication: «2025-06-31", "cycles[0].publication", "「2025-06-31」は日付として読めません。2025-04-25 のように、ある日を半角で書いてください。" },
        { "remindAt: [-3, 1, 3]", "remindAt: [-3, 1, «1]", "cycles[0].selfEvaluation.remindAt[2]", "1営業日が2回書かれています。どちらかを消してください。" },
        { "escalateAfter: 5\n", "escalateAfter: «0\n", "cycles[0].escalateAfter", "0は使えません。1から60までの整数を書いてください。" },
        // mails
        { "baseUrl: http://localhost:7071", "baseUrl: «localhost:7071", "mail.baseUrl", "「localhost:7071」はアドレスとして読めません。https:// か http:// で始めて書いてください。" },
        { "subject: 【公表】{{document}}", "subject: 【公表】«{{dokument}}", "mail.templates.published.subject", "差し込み「dokument」はありません。「document」の間違いではありませんか。" },
        { "「{{document}}」を公表しました。次のページで見られます。", "{{name}}様、\n        「«{{foo}}」を公表しました。次のページで見られます。", "mail.templates.published.body", "差し込み「foo」はありません。使えるのは city、plan、year、document、name、addressee、link、secretariat です。" },
        { "subject: 【受理】{{sheet}}", "subject: 【受理】{{sheet}}«{{due}}", "mail.templates.accepted.subject", "差し込み「due」は、ここでは使えません。使えるのは city、plan、year、document、name、addressee、link、measures、sheet、item です。" },
        { "subject: 【修正のお願い】{{sheet}}", "subject: 【修正のお願い】«{{reason}}", "mail.templates.return.subject", "差し込み「reason」は、ここでは使えません。使えるのは city、plan、year、document、name、addressee、link、measures、sheet、item、due です。" },
        { "お願いしている評価の提出を、まだ確認できていません。", "お願いしている«{{comment}}を、まだ確認できていません。", "mail.templates.ballotReminder.body", "差し込み「comment」は、ここでは使えません。使えるのは city、plan、year、document、name、addressee、link、due、left、secretariat です。" },
        { "「{{document}}」を公表しました。次のページで見られます。", "「«{{ 意見書 }}」を公表しました。次のページで見られます。", "mail.templates.published.body", "「{{ 意見書 }}」は差し込みとして読めません。{{due}} のように、英字の名前を半角の括弧2つずつで囲んでください。" },
        { "「{{document}}」を公表しました。次のページで見られます。", "「{document«}}」を公表しました。次のページで見られます。", "mail.templates.published.body", "「}}」は差し込みとして読めません。{{due}} のように、英字の名前を半角の括弧2つずつで囲んでください。" },
        // the document's texts
        { "{{bestTheme}}が", "«{{bestThema}}が", "document.themeRemarks", "差し込み「bestThema」はありません。「bestTheme」の間違いではありませんか。" },
        { "title: 取組の有効性に関する意見書", "title: 取組の有効性«{{measureCount}}", "document.title", "「{{measureCount}}」は差し込めません。ここでは差し込みが使えないので、文字で書いてください。" },
        { "text: 28億円", "text: \"28«{{oku}}円\"", "document.effectRows[0].text", "「{{oku}}」は差し込めません。ここでは差し込みが使えないので、文字で書いてください。" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_OneMistake_IsReportedWhereItIs(string passage, string replacement, string path, string message)
    {
        var (yaml, line, column) = Tomakomai.Broken(passage, replacement);

        var reading = PlanReader.Read(yaml);

        Assert.Null(reading.Plan);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal(new PlanProblem(line, column, path, Tomakomai.WithLineNumbers(message, yaml)), problem);
    }

    [Fact]
    public void Read_MisspeltRequiredKey_IsOneMistake()
    {
        var (yaml, line, column) = Tomakomai.Broken("    feedback:\n", "    «feedbacks:\n");

        var problems = PlanReader.Read(yaml).Problems;

        Assert.Equal(
            [
                new PlanProblem(line, column, "mail.templates.feedbacks", "「feedbacks」というキーはここでは使えません。「feedback」の間違いではありませんか。"),
            ],
            problems.AsEnumerable());
    }

    // Those that came after the first plans: a plan without them says what is built in.
    // Built in too; Tomakomai's committee has no groups, and so no words of its own for them.
    private static readonly MailPurpose[] OfGroups = [MailPurpose.GroupWork, MailPurpose.GroupReminder];

    private static readonly MailPurpose[] BuiltIn = [MailPurpose.ExtensionDeclined, MailPurpose.Closed, MailPurpose.Withdrawn, MailPurpose.Digest];

    public static TheoryData<string> Purposes => [.. Enum.GetValues<MailPurpose>().Except([.. BuiltIn, .. OfGroups]).Select(p => $"{p}")];

    [Fact]
    public void Read_PlanFromBeforeAPurposeAndAPhone_IsSoundAndSaysWhatIsBuiltIn()
    {
        var plan = Tomakomai.Plan;
        foreach (var purpose in BuiltIn)
        {
            var template = WithoutTemplates().Mail.Templates[purpose];

            Assert.NotEqual(plan.Mail.Templates[purpose].Body, template.Body);
            Assert.All(template.Subject.Placeholders, name => Assert.Contains(name, MailPlaceholders.Of(purpose).OfOneLine));
            Assert.All(template.Body.Placeholders, name => Assert.Contains(name, MailPlaceholders.Of(purpose).All));
            Assert.All(MailPlaceholders.ToBeSaid(purpose), said => Assert.Contains(said.Name, template.Body.Placeholders));
        }

        Assert.DoesNotContain("電話", WithoutTemplates().Mail.Contact, StringComparison.Ordinal);
        Assert.Contains("電話", plan.Mail.Contact, StringComparison.Ordinal);
    }

    private static Plan WithoutTemplates()
    {
        var lines = new List<string>();
        var isLeftOut = false;
        foreach (var line in Tomakomai.Yaml.Split('\n'))
        {
            isLeftOut = line.StartsWith("    ", StringComparison.Ordinal) && line.Length > 4 && line[4] is not (' ' or '#')
                ? BuiltIn.Any(p => line == $"    {char.ToLowerInvariant($"{p}"[0])}{$"{p}"[1..]}:")
                : isLeftOut && (line.Length == 0 || line.StartsWith("     ", StringComparison.Ordinal));
            if (!isLeftOut && !line.Contains("secretariatPhone:", StringComparison.Ordinal))
            {
                lines.Add(line);
            }
        }

        var reading = PlanReader.Read(string.Join('\n', lines));
        Assert.Empty(reading.Problems);
        return reading.Plan!;
    }

    [Theory]
    [MemberData(nameof(Purposes))]
    public void Read_MailPurposeWithoutTemplate_IsReported(string purpose)
    {
        var key = char.ToLowerInvariant(purpose[0]) + purpose[1..];
        var (yaml, _, _) = Tomakomai.Broken($"    {key}:\n      subject", "    «removed:\n      subject");

        Assert.Contains(PlanReader.Read(yaml).Problems, p => p.Path == $"mail.templates.{key}" && p.Message.StartsWith($"「{key}」がありません", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_FormWithoutScores_IsReportedAtTheForm()
    {
        var yaml = Tomakomai.Yaml.Replace("    kind: scores\n", "    kind: text\n", StringComparison.Ordinal);

        Assert.Equal(
            [new PlanProblem(Tomakomai.LineOf("  - id: schedule\n", yaml), 3, "form", "点数の欄（kind: scores）がありません。1つ書いてください。")],
            PlanReader.Read(yaml).Problems.AsEnumerable());
    }

    [Fact]
    public void Read_FormWithTwoScores_IsReportedAtTheSecond()
    {
        var yaml = Tomakomai.Yaml.Replace("    kind: month\n", "    kind: scores\n", StringComparison.Ordinal);

        Assert.Equal(
            [new PlanProblem(Tomakomai.LineOf("  - id: scores\n", yaml), 5, "form[3]", "点数の欄（kind: scores）は1つだけにしてください。この欄か、前の欄を消してください。")],
            PlanReader.Read(yaml).Problems.AsEnumerable());
    }

    [Fact]
    public void Read_CommitteeWithoutChair_IsReportedAtTheMembers()
    {
        var yaml = Tomakomai.Yaml.Replace(", chair: true", "", StringComparison.Ordinal);

        Assert.Equal(
            [new PlanProblem(Tomakomai.LineOf("{ id: m1,", yaml), 5, "committee.members", "会長がいません。承認する委員1人に chair: true を書いてください。")],
            PlanReader.Read(yaml).Problems.AsEnumerable());
    }

    [Fact]
    public void Read_YearsTheWrongWayRound_SaysSo()
    {
        var (yaml, line, column) = Tomakomai.Broken("lastYear: R6 ", "lastYear: «R1 ");

        Assert.Contains(
            new PlanProblem(line, column, "lastYear", "最後の年度（R1）が最初の年度（R2）より前です。firstYearとlastYearを確かめてください。"),
            PlanReader.Read(yaml).Problems.AsEnumerable());
    }

    [Theory]
    [InlineData("due: 2025-04-25,", "due: «2025-04-26,", "cycles[0].selfEvaluation.due", "個票の期限（selfEvaluationのdue）の令和7年4月26日(土)は閉庁日です。次の開庁日の令和7年4月28日(月)に変えるか、このままでよいか確かめてください。")]
    [InlineData("due: 2025-06-20,", "due: «2025-07-21,", "cycles[0].committee.due", "委員評価の期限（committeeのdue）の令和7年7月21日(月)は閉庁日です。次の開庁日の令和7年7月22日(火)に変えるか、このままでよいか確かめてください。")]
    [InlineData("publication: 2025-07-30", "publication: «2025-12-29", "cycles[0].publication", "公表日（publication）の令和7年12月29日(月)は閉庁日です。次の開庁日の令和8年1月5日(月)に変えるか、このままでよいか確かめてください。")]
    public void Read_DeadlineOnAClosedDay_IsAWarningAndThePlanIsRead(string passage, string replacement, string path, string message)
    {
        var (yaml, line, column) = Tomakomai.Broken(passage, replacement);

        var reading = PlanReader.Read(yaml);

        Assert.NotNull(reading.Plan);
        Assert.Equal([new PlanProblem(line, column, path, message, PlanProblemSeverity.Warning)], reading.Problems.AsEnumerable());
    }

    [Fact]
    public void Read_SeveralMistakes_ReportsAllInTheOrderOfTheFile()
    {
        var yaml = Tomakomai.Yaml
            .Replace("publication: 2025-07-30", "publication: 7月30日", StringComparison.Ordinal)
            .Replace("edition: 1 ", "edition: x ", StringComparison.Ordinal)
            .Replace("mail: m3@example.jp", "mail: m3", StringComparison.Ordinal);

        Assert.Equal(
            ["edition", "committee.members[2].mail", "cycles[0].publication"],
            PlanReader.Read(yaml).Problems.Select(p => p.Path));
    }

    [Fact]
    public void ToString_OfAProblem_IsALineForPeople()
    {
        Assert.Equal("3行目5桁: エラー: だめです。", new PlanProblem(3, 5, "name", "だめです。").ToString());
        Assert.Equal("3行目5桁: 注意: 閉庁日です。", new PlanProblem(3, 5, "due", "閉庁日です。", PlanProblemSeverity.Warning).ToString());
    }
}

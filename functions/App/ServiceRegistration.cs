using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Azure.SendGrid;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Operations;
using GyoseiFlow.App.Opinions;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Pages.Committee;
using GyoseiFlow.App.Pages.Departments;
using GyoseiFlow.App.Pages.Groups;
using GyoseiFlow.App.Pages.Opinions;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Pages.SignIn;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Calendar;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GyoseiFlow.App;

/// <summary>What the functions need, wherever they run. The host adds the ports' adapters.</summary>
public static class ServiceRegistration
{
    /// <summary>Adds the app's services; a TimeProvider is the system's unless the host added one.</summary>
    public static IServiceCollection AddGyoseiFlow(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(new BusinessCalendar([]))
            .AddSingleton<PlanLibrary>()
            .AddSingleton<CycleReader>()
            .AddSingleton<FormerAnswers>()
            .AddSingleton<Ledger>()
            .AddSingleton<AuditReader>()
            .AddSingleton(services => MailAllowList.Parse(services.GetService<IConfiguration>()?[MailAllowList.Setting]))
            .AddSingleton(services => PublicAddress.Parse(services.GetService<IConfiguration>()?[PublicAddress.Setting]))
            .AddSingleton<Outbox>()
            .AddSingleton<LetterWriter>()
            .AddSingleton<MailDesk>()
            .AddSingleton<MailReceiptDesk>()
            .AddSingleton(services => EventWebhookKey.Read(services.GetService<IConfiguration>()))
            .AddSingleton<DigestWriter>()
            .AddSingleton<SecretariatDriver>()
            .AddSingleton<CalendarMail>()
            .AddSingleton<Waker>()
            .AddSingleton<Watchdog>()
            .AddSingleton<CycleDesk>()
            .AddSingleton<CycleStatusReader>()
            .AddSingleton<BoardReader>()
            .AddSingleton<SheetOpening>()
            .AddSingleton<SheetDesk>()
            .AddSingleton<ManySheetsDesk>()
            .AddSingleton<ExtensionDesk>()
            .AddSingleton<CommentDesk>()
            .AddSingleton<MeasureDesk>()
            .AddSingleton<AdoptedSheets>()
            .AddSingleton<LateAnswers>()
            .AddSingleton<PlanAdoptionDesk>()
            .AddSingleton<DraftDesk>()
            .AddSingleton<ExcelDesk>()
            .AddSingleton<BallotDesk>()
            .AddSingleton<ManyBallotsDesk>()
            .AddSingleton<BallotsReader>()
            .AddSingleton<BallotPad>()
            .AddSingleton<GroupWorkDesk>()
            .AddSingleton<GroupMail>()
            .AddSingleton<OpinionDesk>()
            .AddSingleton<OpinionWorkDesk>()
            .AddSingleton<OpinionPad>()
            .AddSingleton<ChapterDesk>()
            .AddSingleton<VersionReader>()
            .AddSingleton<ReviewedYearReader>()
            .AddSingleton<DocumentPreview>()
            .AddSingleton<PublicationDriver>()
            .AddSingleton<CorrectionDrafts>()
            .AddSingleton<CorrectionDesk>()
            .AddSingleton<CorrectionOrderDesk>()
            .AddSingleton<PdfPrinting>()
            .AddSingleton<PublishedIndex>()
            .AddSingleton(services => Retention.Of(services.GetService<IConfiguration>()))
            .AddSingleton<LeftPeople>()
            .AddSingleton<YearsPersonalData>()
            .AddPages();
    }

    private static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton<Accounts>()
        .AddSingleton<PeopleDesk>()
        .AddSingleton<ContactDesk>()
        .AddSingleton<Sessions>()
        .AddSingleton<SignInCodes>()
        .AddSingleton<SignInMail>()
        .AddSingleton<EntraVisitors>()
        .AddSingleton<RequestLimit>()
        .AddSingleton<PageRenderer>()
        .AddSingleton<SheetReader>()
        .AddSingleton<TaskReader>()
        .AddSingleton<FrontDesk>()
        .AddSingleton<BallotDoor>()
        .AddSingleton<GroupDoor>()
        .AddSingleton<OpinionsDoor>();
}

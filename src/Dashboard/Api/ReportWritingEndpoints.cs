using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Rca;

namespace Mcpx.Dashboard.Api;

/// <summary>What people write into a report, its review and its publication; every version is kept (docs/report.md).</summary>
internal static class ReportWritingEndpoints
{
    public static void MapReportWriting(this RouteGroupBuilder api)
    {
        IncidentEndpoints.Describe(
            api.MapPost(
                "/incidents/{id}/report",
                (string id, ReportRequest asked, ClaimsPrincipal user, ReportLog log) =>
                    Keep(id, ReportStage.Draft, asked.Basis, asked.Words, "", user, log)
            ),
            "Writes root cause, factors and follow-ups as a new draft. basis is the newest version you saw, 0 for none; an older one is 409."
        );
        IncidentEndpoints.Describe(
            api.MapPost(
                "/incidents/{id}/report/review",
                (string id, ReviewRequest asked, ClaimsPrincipal user, ReportLog log) =>
                    Keep(id, ReportStage.Reviewed, asked.Basis, words: null, asked.Comment ?? "", user, log)
            ),
            "Reviews the newest draft, as another person than wrote it."
        );
        IncidentEndpoints.Describe(
            api.MapPost(
                "/incidents/{id}/report/publish",
                (string id, ReviewRequest asked, ClaimsPrincipal user, ReportLog log) =>
                    Keep(id, ReportStage.Published, asked.Basis, words: null, "", user, log)
            ),
            "Publishes the reviewed report of an incident that is over."
        );
        api.MapGet("/incidents/{id}/report/versions", Versions).WithSummary("Every kept version, oldest first.");
        api.MapGet("/incidents/{id}/report/versions/{version:int}", Document)
            .WithSummary("A kept version as Markdown, byte for byte as its sha256 in the journal says.")
            .Produces(StatusCodes.Status200OK, contentType: "text/markdown")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/incidents/{id}/report/diff", Diff)
            .WithSummary("What changed from one kept version to another, as a unified diff.")
            .Produces(StatusCodes.Status200OK, contentType: "text/plain")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Keep(
        string id,
        ReportStage stage,
        int basis,
        ReportWords? words,
        string comment,
        ClaimsPrincipal user,
        ReportLog log
    ) => IncidentEndpoints.Answer(log.Keep(id, stage, basis, words, comment, ActorOf.From(Person.From(user)!)));

    private static IEnumerable<VersionAnswer> Versions(string id, ReportLog log) =>
        log.Versions(id)
            .Select(one => new VersionAnswer(
                one.Kept.Version,
                one.Kept.Stage,
                one.By.Name,
                one.At,
                one.Kept.Comment,
                one.Kept.Sha256
            ));

    private static IResult Document(string id, int version, ReportLog log) =>
        log.Document(id, version) is { } markdown
            ? Results.Text(markdown, "text/markdown; charset=utf-8")
            : Missing(id, version);

    private static IResult Diff(string id, int from, int to, ReportLog log) =>
        log.Document(id, from) is not { } before ? Missing(id, from)
        : log.Document(id, to) is not { } after ? Missing(id, to)
        : Results.Text(ReportDiff.Unified(before, after, from, to), "text/plain; charset=utf-8");

    private static IResult Missing(string id, int version) =>
        Results.Problem($"The report of {id} has no version {version}.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>What somebody writes into a report.</summary>
/// <param name="RootCause">Why it happened.</param>
/// <param name="Factors">What made it likelier or worse.</param>
/// <param name="FollowUps">What is to be done, by whom and until when.</param>
/// <param name="Basis">The newest version they saw; 0 for none.</param>
internal sealed record ReportRequest(
    string? RootCause,
    IReadOnlyList<string>? Factors,
    IReadOnlyList<FollowUp>? FollowUps,
    int Basis
)
{
    public ReportWords Words => new((RootCause ?? "").Trim(), Factors ?? [], FollowUps ?? []);
}

/// <summary>A review or a publication.</summary>
/// <param name="Basis">The newest version they saw.</param>
/// <param name="Comment">What the reviewer says; may be left out.</param>
internal sealed record ReviewRequest(int Basis, string? Comment = null);

/// <summary>A kept version.</summary>
internal sealed record VersionAnswer(
    int Version,
    ReportStage Stage,
    string By,
    DateTimeOffset At,
    string Comment,
    string Sha256
);

using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Audit;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Api;

/// <summary>The journal itself: entries by the same filters as the page, the chain's proof, exports.</summary>
internal static class JournalEndpoints
{
    private const int MostOnAPage = 500;
    private const string IncidentPrefix = "incident/";

    public static void MapJournal(this RouteGroupBuilder api)
    {
        api.MapGet("/journal", List)
            .WithSummary(
                "Entries of the journal, newest first. kind (incident, environment, release, node, keys), environment, incident, actor, type, last (hour, day, week, month), from, to and text narrow them; before goes on where a page ended."
            )
            .Produces<JournalPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    if (
                        operation.Responses?["200"].Content is { } content
                        && content.TryGetValue("application/json", out var json)
                    )
                    {
                        json.Example = JsonNode.Parse(Example);
                    }

                    return Task.CompletedTask;
                }
            );
        api.MapGet("/journal/{position:long}", One)
            .WithSummary("One entry with its body as stored, its hash and the hash it follows.")
            .Produces<JournalEntryDetail>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/journal/chain", (ChainCheck check) => Results.Ok(Answer(check.Current)))
            .WithSummary("What is known of the chain; NotVerified until somebody asked since the dashboard started.")
            .Produces<ChainAnswer>();
        api.MapPost("/journal/verify", Verify)
            .WithSummary(
                "Begins to recompute the whole chain, unless that is under way; GET /api/journal/chain tells what came of it."
            )
            .Produces<ChainAnswer>(StatusCodes.Status202Accepted);
        api.MapJournalExports();
    }

    /// <summary>As the page looks for them.</summary>
    internal static AuditQuery Query(HttpRequest request)
    {
        return new AuditQuery(
            Of("kind"),
            Of("environment"),
            Of("incident"),
            Of("actor"),
            Of("type"),
            Of("last"),
            Of("from"),
            Of("to"),
            Of("text")
        ).Trimmed();

        string? Of(string key) => request.Query[key];
    }

    private static IResult List(
        HttpRequest request,
        StoreFollower follower,
        JournalSearch search,
        TimeProvider time,
        long? before,
        int? most
    )
    {
        var query = Query(request);
        if (query.Problem is { } problem)
        {
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        if (most is < 1 or > MostOnAPage)
        {
            return Results.Problem(
                $"most = {most}: must be 1 to {MostOnAPage}.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        var state = follower.State;
        var (rows, next) = search.Before(query.Filter(state, time.GetUtcNow()), before, most ?? 100);
        return Results.Ok(new JournalPage([.. rows.Select(row => Answer(row, state))], next));
    }

    private static IResult One(long position, StoreFollower follower, JournalSearch search) =>
        search.One(position) is var (row, previous)
            ? Results.Ok(new JournalEntryDetail(Answer(row, follower.State), previous, Body(row)))
            : Results.Problem($"There is no entry {position}.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Verify(ClaimsPrincipal user, ChainCheck check)
    {
        _ = check.Start(Person.From(user)!.Id);
        return Results.Accepted("/api/journal/chain", Answer(check.Current));
    }

    private static JournalEntryAnswer Answer(JournalRow row, JournalState state)
    {
        var line = AuditWords.Of(row);
        return new(
            row.Position,
            row.At,
            row.Stream,
            row.Version,
            row.Type,
            line.Who,
            line.What,
            row.Hash,
            row.PurgedBy,
            row.Stream.StartsWith(IncidentPrefix, StringComparison.Ordinal)
                && state.Incidents.GetValueOrDefault(row.Stream[IncidentPrefix.Length..])?.Hold is not null
        );
    }

    private static ChainAnswer Answer(ChainState chain) =>
        chain switch
        {
            ChainBeingVerified e => new("Verifying", $"begun for {e.By}", e.Reached, []),
            ChainVerified { Report: var report } => new(
                report.Holds ? "Holds" : "Broken",
                report.Holds ? "everything holds" : $"{report.FindingCount} found",
                report.Position,
                [.. report.Findings.Select(finding => $"{finding.Kind}: {finding}")]
            ),
            ChainUnreadable e => new("Failed", e.Reason, null, []),
            _ => new("NotVerified", "not verified since the dashboard started", null, []),
        };

    /// <summary>Somebody may have left behind what is no JSON.</summary>
    private static JsonElement? Body(JournalRow row)
    {
        if (row.Body is not { } body)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(body.Span);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement("no JSON");
        }
    }

    private const string Example = """
        {
          "entries": [
            {
              "position": 812,
              "at": "2026-11-26T02:31:08.1250000+00:00",
              "stream": "incident/INC-0147",
              "version": 6,
              "type": "RollbackApproved",
              "who": "ada, Incident Commander",
              "text": "Rollback approved, plan 5c0f1a2b",
              "hash": "6d0e8f1c2a4b7d9e6d0e8f1c2a4b7d9e6d0e8f1c2a4b7d9e6d0e8f1c2a4b7d9e",
              "purgedBy": null,
              "held": false
            }
          ],
          "next": 812
        }
        """;
}

using System.Globalization;
using System.Text;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Store;
using Mcpx.Db;

namespace Mcpx.Dashboard.Api;

/// <summary>The journal as a file: whole and verifiable by itself, or a list of what a filter finds.</summary>
internal static class JournalExportEndpoints
{
    private const int MostLines = 100_000;
    private const int Page = 500;

    public static void MapJournalExports(this RouteGroupBuilder api)
    {
        api.MapGet("/journal/export", ExportAsync)
            .WithSummary(
                "The journal as JSON Lines that are verified without it, by Auditor or whoever may approve; from, to (positions) and stream narrow it."
            )
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/journal/export.csv", List)
            .WithSummary(
                "What the filters of GET /api/journal find, as CSV, by the same roles; 100,000 lines at the most."
            )
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <summary>Written to a file that nobody else sees first: a slow reader must not hold the journal open.</summary>
    private static async Task<IResult> ExportAsync(
        ExportFiles exports,
        HttpContext context,
        long? from,
        long? to,
        string? stream
    ) =>
        await exports.WriteAsync(from, to, stream, context.RequestAborted) is var (file, written)
            ? Results.File(
                file,
                "application/x-ndjson",
                string.Create(CultureInfo.InvariantCulture, $"journal-{written.From}-{written.To}.jsonl")
            )
            : Results.Problem("There is no such entry.", statusCode: StatusCodes.Status404NotFound);

    private static IResult List(HttpRequest request, StoreFollower follower, JournalSearch search, TimeProvider time)
    {
        var query = JournalEndpoints.Query(request);
        return query.Problem is { } problem
            ? Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest)
            : Results.Stream(
                stream => WriteAsync(stream, query.Filter(follower.State, time.GetUtcNow()), search),
                "text/csv",
                "journal.csv"
            );
    }

    private static async Task WriteAsync(Stream stream, JournalFilter filter, JournalSearch search)
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(false));
        await text.WriteAsync("position,time,stream,type,who,what,hash,purged by\r\n");
        long? before = null;
        var lines = 0;
        do
        {
            var (rows, next) = search.Before(filter, before, Page);
            foreach (var row in rows)
            {
                var line = AuditWords.Of(row);
                await text.WriteAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{row.Position},{row.At.UtcDateTime:O},{Cell(row.Stream)},{row.Type},{Cell(line.Who)},{Cell(line.What)},{row.Hash},{row.PurgedBy}\r\n"
                    )
                );
            }

            lines += rows.Count;
            before = next;
        } while (before is not null && lines < MostLines);

        if (before is not null)
        {
            await text.WriteAsync($"# not all: cut after {lines} lines, narrow the filter\r\n");
        }
    }

    /// <summary>Quoted; and what a spreadsheet would take for a formula is told to be text.</summary>
    private static string Cell(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{value}" : value;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

using System.Text;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rca;

namespace Mcpx.Dashboard.Api;

/// <summary>The root-cause report, the evidence pack and the parity report, served as stored.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id}/rca", Rca)
            .WithSummary("The report as of now: JSON, or a document with ?format=markdown or html.")
            .Produces<RcaReport>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/incidents/{id}/evidence.zip", Evidence)
            .WithSummary("The newest sealed evidence pack, which is complete by itself; an earlier one with ?part=.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/environments/{environment}/parity", Parity)
            .WithSummary("The newest parity report: JSON, or Markdown with ?format=markdown.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Parity(string environment, StoreFollower follower, string? format) =>
        !EnvironmentEndpoints.Names(follower.State).Contains(environment)
            ? EnvironmentEndpoints.Unknown(environment, follower.State)
        : follower.State.Environment(environment).Parity is not { } report
            ? Missing($"{environment} was not held against an expected configuration yet.")
        : format == "markdown" ? Results.Text(ParityMarkdown.Write(environment, report), "text/markdown; charset=utf-8")
        : Results.Text(ParityJson.Write(environment, report), "application/json");

    private static IResult Rca(string id, RcaReader reader, string? format) =>
        reader.Read(id) is not { } report ? Missing($"There is no incident {id}.")
        : format == "markdown"
            ? Results.File(
                Encoding.UTF8.GetBytes(RcaMarkdown.Write(report)),
                "text/markdown; charset=utf-8",
                $"{id}-rca.md"
            )
        : format == "html"
            ? Results.File(Encoding.UTF8.GetBytes(RcaHtml.Write(report)), "text/html; charset=utf-8", $"{id}-rca.html")
        : Results.Ok(report);

    private static IResult Evidence(string id, Db.Store store, int? part) =>
        (part is { } number ? store.Evidence.Open(id, number) : store.Evidence.OpenNewest(id)) is { } zip
            ? Results.Stream(zip, "application/zip", $"{id}-evidence-part-{zip.Part}.zip")
        : part is null ? Missing($"No evidence was sealed for {id} yet.")
        : Missing($"There is no part {part} of the evidence of {id}.");

    private static IResult Missing(string text) => Results.Problem(text, statusCode: StatusCodes.Status404NotFound);
}

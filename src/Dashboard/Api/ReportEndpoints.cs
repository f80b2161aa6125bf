using System.Text;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rca;
using Mcpx.Hosting;

namespace Mcpx.Dashboard.Api;

/// <summary>The root-cause report, the evidence pack and the parity report, served as stored.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id}/rca", RcaAsync)
            .WithSummary("The report as of now: JSON, or a document with ?format=markdown, html or pdf.")
            .Produces<RcaReport>()
            .ProducesProblem(StatusCodes.Status501NotImplemented)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
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

    private static async Task<IResult> RcaAsync(
        string id,
        RcaReader reader,
        ReportPrinter printer,
        string? format,
        CancellationToken cancellation
    ) =>
        reader.Read(id) is not { } report
            ? Missing($"There is no incident {id}.")
            : format switch
            {
                "markdown" => File(RcaMarkdown.Write(report), "text/markdown", $"{id}-rca.md"),
                "html" => File(RcaHtml.Write(report), "text/html", $"{id}-rca.html"),
                "pdf" => await PdfAsync(id, report, printer, cancellation),
                _ => Results.Ok(report),
            };

    private static async Task<IResult> PdfAsync(
        string id,
        RcaReport report,
        ReportPrinter printer,
        CancellationToken cancellation
    )
    {
        var printed = await printer.PrintAsync(RcaHtml.Write(report), cancellation);
        return printed.Pdf is { } pdf
            ? Results.File(pdf, "application/pdf", $"{id}-rca.pdf")
            : Results.Problem(
                printed.Problem,
                statusCode: printer.Can ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status501NotImplemented
            );
    }

    private static IResult File(string text, string type, string name) =>
        Results.File(Encoding.UTF8.GetBytes(text), $"{type}; charset=utf-8", name);

    private static IResult Evidence(string id, Db.Store store, int? part) =>
        (part is { } number ? store.Evidence.Open(id, number) : store.Evidence.OpenNewest(id)) is { } zip
            ? Results.Stream(zip, "application/zip", $"{id}-evidence-part-{zip.Part}.zip")
        : part is null ? Missing($"No evidence was sealed for {id} yet.")
        : Missing($"There is no part {part} of the evidence of {id}.");

    private static IResult Missing(string text) => Results.Problem(text, statusCode: StatusCodes.Status404NotFound);
}

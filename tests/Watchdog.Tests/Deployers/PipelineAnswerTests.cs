using CsCheck;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Deployers.Http;

namespace Mcpx.Watchdog.Tests.Deployers;

public sealed class PipelineAnswerTests
{
    private static readonly string[] Bits =
    [
        "{",
        "}",
        "[",
        "]",
        "\"key\"",
        "\"state\"",
        "\"k\"",
        "\"running\"",
        "\"finished\"",
        ":",
        ",",
        "null",
        "1",
        "\\",
        "\"\\ud800\"",
        " ",
    ];

    private static readonly int[] Statuses = [200, 404, 503];

    [Fact]
    public void Read_AnyText_IsAnAnswerForTheKeyOrNone() =>
        Gen.Select(Gen.Int[0, Bits.Length - 1].Array[0, 12], Gen.Int[0, Statuses.Length - 1])
            .Sample(
                (bits, status) =>
                {
                    try
                    {
                        var answer = new ApiAnswer(
                            Statuses[status],
                            string.Concat(bits.Select(bit => Bits[bit])),
                            new Dictionary<string, string>(),
                            null
                        );
                        return PipelineAnswer.Read(answer, "k", new()).Key == "k";
                    }
                    catch (DeployerUnavailableException problem)
                    {
                        return problem.Message.Length < 1_000;
                    }
                }
            );

    [Fact]
    public void Read_FieldsFurtherIn_AreFound() =>
        Assert.Equal(
            new Found("k", OperationState.Finished, "https://pipelines.example.com/17"),
            PipelineAnswer.Read(
                new(
                    200,
                    """{"run":{"variables":{"step":"k"},"result":"passed"},"link":"https://pipelines.example.com/17"}""",
                    new Dictionary<string, string>(),
                    null
                ),
                "k",
                new()
                {
                    KeyField = "run.variables.step",
                    StateField = "run.result",
                    DetailField = "link",
                    FinishedWords = ["passed"],
                }
            )
        );
}

using System.Text;
using Mcpx.Domain.Contracts;

namespace Mcpx.Domain.Tests.Contracts;

public sealed class ContractCheckTests
{
    private const string Envelope = """{"code":"not_found","message":"x","requestId":"1"}""";

    private static readonly ContractEndpoint Plain = new("/api/x");

    private static readonly ContractEndpoint Refused = Plain with { Status = [401, 404], Bearer = false };

    public static TheoryData<string, ContractEndpoint, int, string, string[]> Answers =>
        new()
        {
            { "kept", Plain, 200, "anything", [] },
            { "other status", Plain, 204, "", ["Status answered 204"] },
            { "error", Plain, 404, Envelope, ["Status answered 404 (not_found)"] },
            {
                "error of another form",
                Plain,
                404,
                "{}",
                ["Status answered 404", "Envelope 404 without the error envelope"]
            },
            { "redirect", Plain, 302, "", ["Status answered 302"] },
            { "envelope of 200", Plain, 200, Envelope, ["Envelope 200 with the error not_found"] },
            { "expected refusal", Refused, 404, Envelope, [] },
            { "refusal without envelope", Refused, 401, "{}", ["Envelope 401 without the error envelope"] },
            { "refusal let through", Refused, 200, "[]", ["Status answered 200, not 401 or 404"] },
            { "envelope not asked for", Refused with { Envelope = false }, 401, "<html>", [] },
            { "right code", Refused with { Code = "not_found" }, 404, Envelope, [] },
            {
                "wrong code",
                Refused with
                {
                    Code = "gone",
                },
                404,
                Envelope,
                ["Envelope 404 with the error not_found, not gone"]
            },
            { "HEAD has no body", Refused with { Method = "HEAD" }, 401, "", [] },
            { "no JSON", Plain with { Json = new JsonShape.Any() }, 200, "<html>", ["NoJson 200 without JSON"] },
            { "no document", Plain with { Json = new JsonShape.Document() }, 200, "12", ["NoJson 200 without JSON"] },
            {
                "shape",
                Plain with
                {
                    Json = new JsonShape.Scalar(ScalarKind.String),
                },
                200,
                "12",
                ["Shape $ is a number, not a string"]
            },
            {
                "shape of refusals is not asked",
                Refused with
                {
                    Json = new JsonShape.Scalar(ScalarKind.String),
                },
                404,
                Envelope,
                []
            },
            {
                "no Unicode",
                Plain with
                {
                    Json = ShapeWords.Read("map of string", _ => null),
                },
                200,
                "{\"\\ud800\":1}",
                ["NoJson 200 with text that is no Unicode"]
            },
        };

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public void Deviations_Answer_AreTyped(
        string what,
        ContractEndpoint endpoint,
        int status,
        string body,
        string[] expected
    )
    {
        var deviations = ContractCheck.Deviations(endpoint, Reply(status, body));

        Assert.True(
            expected.SequenceEqual(deviations.Select(one => $"{one.Kind} {one.Text}")),
            $"{what}: {string.Join("; ", deviations)}"
        );
    }

    [Theory]
    [InlineData("present", null)]
    [InlineData("absent", "Content-Type must not be there")]
    [InlineData("is application/json", "Content-Type is “application/json; charset=utf-8”, not “application/json”")]
    [InlineData("is application/json; charset=utf-8", null)]
    [InlineData("matches ^application/json", null)]
    [InlineData("matches ^text/", "Content-Type is “application/json; charset=utf-8”, which does not match ^text/")]
    public void Deviations_Header_SayWhatItIs(string words, string? expected)
    {
        var endpoint = Plain with { Headers = [HeaderRule.Read("Content-Type", words)!] };

        Assert.Equal(expected, ContractCheck.Deviations(endpoint, Reply(200, "{}")).SingleOrDefault()?.Text);
    }

    [Theory]
    [InlineData(200, "{}", null)]
    [InlineData(200, "[]", null)]
    [InlineData(200, "12", "NoJson 200 without JSON")]
    [InlineData(404, "{}", "Status answered 404")]
    public void Of_PathsOnly_PromiseADocumentAndNoEnvelope(int status, string body, string? expected)
    {
        var contract = Contract.Of(["/a", "/b"]);

        Assert.Equal(["/a", "/b"], contract.Endpoints.Select(endpoint => endpoint.Path));
        Assert.All(
            contract.Endpoints,
            endpoint =>
                Assert.Equal(
                    expected,
                    ContractCheck
                        .Deviations(endpoint, Reply(status, body))
                        .Select(one => $"{one.Kind} {one.Text}")
                        .SingleOrDefault()
                )
        );
    }

    [Fact]
    public void Deviations_NothingSaidOfRefusals_AsksForTheEnvelope() =>
        Assert.Equal(
            new(DeviationKind.Envelope, "404 without the error envelope"),
            Assert.Single(ContractCheck.Deviations(new("/a") { Status = [404] }, Reply(404, "{}")))
        );

    [Fact]
    public void Deviations_HeaderMissing_IsOne() =>
        Assert.Equal(
            new(DeviationKind.Header, "X-Gone is missing"),
            Assert.Single(
                ContractCheck.Deviations(Plain with { Headers = [new HeaderRule.Present("X-Gone")] }, Reply(200, ""))
            )
        );

    [Fact]
    public void Deviations_AbsentHeaderThatIsNotThere_AreNone() =>
        Assert.Empty(
            ContractCheck.Deviations(Plain with { Headers = [new HeaderRule.Absent("X-Gone")] }, Reply(200, ""))
        );

    [Theory]
    [InlineData(60, "")]
    [InlineData(61, "…")]
    public void Wrong_LongValue_IsToldUpToSixtyCharacters(int length, string more) =>
        Assert.Equal(
            $"X is “{new string('v', 60)}{more}”, not “other”",
            HeaderRule.Read("X", "is other")!.Wrong(new('v', length))
        );

    [Fact]
    public void Wrong_SecretHeader_ValueIsNotTold() =>
        Assert.DoesNotContain(
            "s3cr3t",
            HeaderRule.Read("Set-Cookie", "is other")!.Wrong("session=s3cr3t"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("")]
    [InlineData("presen")]
    [InlineData("is")]
    [InlineData("matches (")]
    [InlineData("matches (?=x)")]
    [InlineData(@"matches (a)\1")]
    [InlineData("matches ((a{1,999}){1,999}){1,999}")]
    public void Read_HeaderNonsense_IsNull(string words) => Assert.Null(HeaderRule.Read("X", words));

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void Linear_LengthOfThePattern_HasAnEnd(int length, bool read) =>
        Assert.Equal(read, HeaderRule.Linear(new('a', length)) is not null);

    [Fact]
    public void Name_Calls_AreToldApart() =>
        Assert.Equal(
            ["/a", "/a without a token", "HEAD /a", "GET /a", "GET /a without a token", "HEAD /a"],
            [
                new ContractEndpoint("/a").Name,
                (new ContractEndpoint("/a") with { Bearer = false }).Name,
                (new ContractEndpoint("/a") with { Method = "HEAD" }).Name,
                new ContractEndpoint("/a").Call,
                (new ContractEndpoint("/a") with { Bearer = false }).Call,
                (new ContractEndpoint("/a") with { Method = "HEAD" }).Call,
            ]
        );

    private static ContractReply Reply(int status, string body) =>
        new(
            status,
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["content-type"] = "application/json; charset=utf-8",
            },
            Encoding.UTF8.GetBytes(body)
        );
}

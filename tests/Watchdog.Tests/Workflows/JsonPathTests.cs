using System.Text.Json;
using Mcpx.Watchdog.Workflows;

namespace Mcpx.Watchdog.Tests.Workflows;

public sealed class JsonPathTests
{
    private const string Json =
        """{"items":[{"id":1},{"id":2,"a b":{"c":null}}],"":"empty","a']b":7,"deep":{"x":{"y":[[5]]}}}""";

    [Theory]
    [InlineData("$.items[0].id", "1")]
    [InlineData("$['items'][1].id", "2")]
    [InlineData("$.items[*].id", "1,2")]
    [InlineData("$.items[1]['a b'].c", "null")]
    [InlineData("$.deep[*][*][0][0]", "5")]
    [InlineData("$.items[2].id", "")]
    [InlineData("$.items.id", "")]
    [InlineData("$[0]", "")]
    [InlineData("$.nothing", "")]
    [InlineData("$.items[0].id.more", "")]
    public void Find_Place_IsFound(string path, string expected)
    {
        using var document = JsonDocument.Parse(Json);

        Assert.Equal(
            expected,
            string.Join(',', JsonPath.Read(path)!.Find(document.RootElement).Select(found => found.GetRawText()))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("items")]
    [InlineData("$.")]
    [InlineData("$..id")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$[-1]")]
    [InlineData("$[99999999999]")]
    [InlineData("$['']")]
    [InlineData("$['a]")]
    [InlineData("$.a b")]
    [InlineData("$[?(@.id)]")]
    public void Read_Nonsense_IsNull(string path) => Assert.Null(JsonPath.Read(path));

    [Fact]
    public void Read_Endless_IsNull() =>
        Assert.Null(JsonPath.Read("$" + string.Concat(Enumerable.Repeat("[*]", 100_000))));
}

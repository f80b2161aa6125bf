using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using CsCheck;
using Mcpx.Domain.Contracts;

namespace Mcpx.Domain.Tests.Contracts;

/// <summary>Random documents against random shapes: a few thousand, a million with <c>MCPX_LONG=1</c>.</summary>
public sealed class ShapeCheckTests
{
    private static readonly long Tries =
        System.Environment.GetEnvironmentVariable("MCPX_LONG") == "1" ? 1_000_000 : 5_000;

    private static readonly JsonShape Job = Object(
        ("id", Words("number"), false),
        ("name", Words("string"), false),
        ("note", Words("nullable string"), true)
    );

    public static TheoryData<string, string, string[]> Cases =>
        new()
        {
            { "string", "\"a\"", [] },
            { "string", "1", ["$ is a number, not a string"] },
            { "number", "1.5e3", [] },
            { "number", "\"1\"", ["$ is a string, not a number"] },
            { "boolean", "false", [] },
            { "boolean", "null", ["$ is null, not a boolean"] },
            { "nullable boolean", "null", [] },
            { "nullable boolean", "0", ["$ is a number, not a boolean"] },
            { "any", "null", [] },
            { "object", "{}", [] },
            { "object", "[]", ["$ is an array, not an object"] },
            { "array", "[1,\"a\",null]", [] },
            { "array", "{}", ["$ is an object, not an array"] },
            { "array of number", "[1,\"a\",3]", ["$[1] is a string, not a number"] },
            { "array of nullable number", "[1,null]", [] },
            { "nullable array of number", "null", [] },
            { "map of string", "{\"a\":\"x\",\"b c\":1}", ["$['b c'] is a number, not a string"] },
            { "job", """{"id":1,"name":"n"}""", [] },
            { "job", """{"id":1,"name":"n","note":null,"new":{"a":[]}}""", [] },
            {
                "job",
                """{"id":"1","note":2}""",
                ["$.id is a string, not a number", "$.note is a number, not a string", "$.name is missing"]
            },
            { "job", "{}", ["$.id is missing", "$.name is missing"] },
            { "array of job", """[{"id":1,"name":"n"},{"id":1}]""", ["$[1].name is missing"] },
            { "map of string", """{"":1}""", ["$[''] is a number, not a string"] },
            { "map of array of job", """{"a":[],"b":[3]}""", ["$.b[0] is a number, not an object"] },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Differences_Value_NamePlaceAndType(string shape, string json, string[] expected) =>
        Assert.Equal(expected, Differences(json, Words(shape)));

    [Theory]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("12", "$ is a number, not an object or an array")]
    [InlineData("null", "$ is null, not an object or an array")]
    public void Differences_Document_IsAnObjectOrAnArray(string json, string? expected) =>
        Assert.Equal(expected, Differences(json, new JsonShape.Document()).SingleOrDefault());

    [Theory]
    [InlineData("map of number")]
    [InlineData("members")]
    public void Differences_ManyNames_AreCutOff(string shape)
    {
        var names = Enumerable.Range(0, 20).Select(index => $"n{index}").ToList();
        var json = JsonSerializer.Serialize(names.ToDictionary(name => name, _ => "hunter2"));

        var differences = Differences(
            json,
            shape == "members" ? Object([.. names.Select(name => (name, Words("number"), false))]) : Words(shape)
        );

        Assert.Equal(
            Enumerable.Range(0, ShapeCheck.MostFindings).Select(index => $"$.n{index} is a string, not a number"),
            differences
        );
    }

    [Fact]
    public void Differences_ManyOfThem_AreCutOffAndNoValueIsTold()
    {
        var json = $"[{string.Join(',', Enumerable.Repeat("\"hunter2\"", 1_000))}]";

        var differences = Differences(json, Words("array of number"));

        Assert.Equal(ShapeCheck.MostFindings, differences.Count);
        Assert.DoesNotContain(differences, text => text.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void Differences_HostileNames_StayShortAndOnOneLine()
    {
        var json = JsonSerializer.Serialize(
            new Dictionary<string, int> { [new string('x', 9_000) + "\n\u0007"] = 1, ["a\nb"] = 2 }
        );

        var differences = Differences(json, Words("map of string"));

        Assert.Equal(2, differences.Count);
        Assert.All(differences, text => Assert.InRange(text.Length, 1, 200));
        Assert.DoesNotContain(differences, text => text.Any(char.IsControl));
    }

    [Theory]
    [InlineData(40, "")]
    [InlineData(41, "…")]
    public void Differences_LongName_IsToldUpToFortyCharacters(int length, string more) =>
        Assert.Equal(
            [$"$.{new string('x', 40)}{more} is a number, not a string"],
            Differences($$"""{"{{new string('x', length)}}":1}""", Words("map of string"))
        );

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("text")]
    [InlineData("array of")]
    [InlineData("map of")]
    [InlineData("of string")]
    [InlineData("nullable")]
    [InlineData("string number")]
    [InlineData("array string")]
    public void Read_Nonsense_IsNull(string words) => Assert.Null(ShapeWords.Read(words, _ => null));

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    public void Read_ManyWords_AreAtMostTwentyFour(int words, bool read) =>
        Assert.Equal(
            read,
            ShapeWords.Read(string.Concat(Enumerable.Repeat("nullable ", words - 1)) + "any", _ => null) is not null
        );

    [Fact]
    public void Read_BuiltInWord_GoesBeforeAFilesOwnShape() =>
        Assert.Equal(new JsonShape.Scalar(ScalarKind.String), ShapeWords.Read("string", _ => new JsonShape.Any()));

    [Fact]
    public void Read_EndlessWords_AreNull() =>
        Assert.Null(ShapeWords.Read(string.Concat(Enumerable.Repeat("nullable ", 100_000)) + "any", _ => null));

    [Fact]
    public void Differences_RandomDocuments_AgreeWithHowTheyWereMade() =>
        Gen.Select(Shapes(3), Gen.ULong)
            .Sample(
                (shape, seed) =>
                {
                    var json = Make(shape, new Pcg(seed));
                    Assert.Empty(Differences(json, shape));
                },
                iter: Tries
            );

    [Fact]
    public void Differences_AnyBytes_NeverThrowAndStayBounded() =>
        Gen.Select(Shapes(3), Documents)
            .Sample(
                (shape, json) =>
                {
                    try
                    {
                        using var document = JsonDocument.Parse(json);
                        var differences = ShapeCheck.Differences(document.RootElement, shape);
                        Assert.InRange(differences.Count, 0, ShapeCheck.MostFindings);
                        Assert.All(differences, text => Assert.InRange(text.Length, 3, 250));
                    }
                    catch (Exception problem) when (problem is JsonException or InvalidOperationException)
                    {
                        // What is no JSON, or no Unicode: whoever asks says so.
                    }
                },
                iter: Tries
            );

    private static Gen<string> Documents => Document(4);

    private static Gen<string> Document(int depth)
    {
        var leaf = Gen.OneOf(
            OneOf(
                "null",
                "true",
                "false",
                "0",
                "-1.5e9",
                "\"\"",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "nul",
                "01",
                "\"",
                "{",
                "]"
            ),
            Gen.Int.Select(number => $"{number}"),
            Gen.String.Select(text => JsonSerializer.Serialize(text))
        );
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Document(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
            Gen.Select(Names, inner)
                .Array[0, 4]
                .Select(members =>
                    $"{{{string.Join(',', members.Select(member => $"{member.Item1}:{member.Item2}"))}}}"
                )
        );
    }

    private static Gen<string> Names =>
        OneOf("\"id\"", "\"name\"", "\"note\"", "\"\"", "\"\\ud800\"", "\"a b\"", "\"\\n\"");

    private static Gen<JsonShape> Shapes(int depth)
    {
        var leaf = OneOf(
            Words("string"),
            Words("number"),
            Words("boolean"),
            Words("any"),
            Words("object"),
            Words("nullable string")
        );
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Shapes(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Select(shape => (JsonShape)new JsonShape.ArrayOf(shape)),
            inner.Select(shape => (JsonShape)new JsonShape.MapOf(shape)),
            inner.Select(shape => (JsonShape)new JsonShape.Nullable(shape)),
            Gen.Select(inner, inner, Gen.Bool)
                .Select((id, name, optional) => Object(("id", id, optional), ("name", name, false)))
        );
    }

    /// <summary>Writes a document that has a shape.</summary>
    private static string Make(JsonShape shape, Pcg random) =>
        shape switch
        {
            JsonShape.Scalar { Kind: ScalarKind.String } => JsonSerializer.Serialize(new string('é', random.Next(3))),
            JsonShape.Scalar { Kind: ScalarKind.Number } => $"{random.Next(1_000)}",
            JsonShape.Scalar => random.Next(2) == 0 ? "true" : "false",
            JsonShape.Nullable inner => random.Next(2) == 0 ? "null" : Make(inner.Inner, random),
            JsonShape.ArrayOf array =>
                $"[{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => Make(array.Item, random)))}]",
            JsonShape.MapOf map =>
                $"{{{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(i => $"\"k{i}\":{Make(map.Value, random)}"))}}}",
            JsonShape.Object known =>
                $"{{{string.Join(
                ',',
                known.Members.Where(member => !member.Value.Optional || random.Next(2) == 0)
                    .Select(member => $"\"{member.Key}\":{Make(member.Value.Shape, random)}")
                    .Append("\"more\":[]")
            )}}}",
            _ => random.Next(2) == 0 ? "{}" : "[7]",
        };

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static JsonShape Words(string words) => ShapeWords.Read(words, name => name == "job" ? Job : null)!;

    private static JsonShape Object(params (string Name, JsonShape Shape, bool Optional)[] members) =>
        new JsonShape.Object(
            members.ToFrozenDictionary(
                member => member.Name,
                member => new JsonShape.Member(member.Shape, member.Optional),
                StringComparer.Ordinal
            )
        );

    private static IReadOnlyList<string> Differences(string json, JsonShape shape)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
        return ShapeCheck.Differences(document.RootElement, shape);
    }

    /// <summary>Numbers that a seed decides.</summary>
    private sealed class Pcg(ulong seed)
    {
        private ulong _state = seed;

        public int Next(int below)
        {
            _state = (_state * 6364136223846793005UL) + 1442695040888963407UL;
            return (int)((_state >> 33) % (ulong)below);
        }
    }
}

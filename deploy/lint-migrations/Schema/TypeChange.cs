namespace Mcpx.LintMigrations.Schema;

/// <summary>What it means when a type becomes another.</summary>
internal enum TypeChange
{
    /// <summary>The same.</summary>
    None,

    /// <summary>Takes everything that the old one took and is read the same way.</summary>
    Wider,

    /// <summary>Takes everything, but whoever reads it gets another type.</summary>
    WiderReadDifferently,

    /// <summary>Cuts or refuses something, or is another thing altogether.</summary>
    Narrower,
}

/// <summary>Compares types. What it does not know is narrower: a person looks at it.</summary>
internal static class TypeChanges
{
    private static readonly string[] Integers = ["bit", "tinyint", "smallint", "int", "bigint"];
    private static readonly string[] Money = ["smallmoney", "money"];
    private static readonly string[] Floats = ["real", "float"];

    // From narrow to wide in what they take; a caller reads each of them the same way.
    private static readonly string[] Times = ["date", "smalldatetime", "datetime", "datetime2"];

    public static TypeChange Of(SqlType before, SqlType after) =>
        before == after ? TypeChange.None
        : Text(before) is { } old && Text(after) is { } young ? OfTexts(old, young, before, after)
        : IsDecimal(before) && IsDecimal(after) ? OfDecimals(before, after)
        : before.Name == after.Name && before.First is { } was && after.First is { } becomes
            ? Choose(becomes >= was, TypeChange.Wider)
        : (Ordered(Integers, before, after) ?? Ordered(Money, before, after) ?? Ordered(Floats, before, after))
            is { } number
            ? number
        : Ordered(Times, before, after) is { } time
            ? Choose(time != TypeChange.Narrower && Fraction(after) >= Fraction(before), TypeChange.Wider)
        : TypeChange.Narrower;

    private static TypeChange OfTexts(
        (bool Binary, bool National, bool Fixed) old,
        (bool Binary, bool National, bool Fixed) young,
        SqlType before,
        SqlType after
    ) =>
        Choose(
            old.Binary == young.Binary && (!old.National || young.National) && after.First >= before.First,
            // Padding that comes or goes is seen by whoever compares.
            old.Fixed == young.Fixed
                ? TypeChange.Wider
                : TypeChange.WiderReadDifferently
        );

    private static TypeChange OfDecimals(SqlType before, SqlType after) =>
        Choose(
            after.Second >= before.Second && after.First - after.Second >= before.First - before.Second,
            TypeChange.Wider
        );

    private static TypeChange? Ordered(string[] family, SqlType before, SqlType after)
    {
        var (was, becomes) = (Array.IndexOf(family, before.Name), Array.IndexOf(family, after.Name));
        return was < 0 || becomes < 0 ? null : Choose(becomes >= was, TypeChange.WiderReadDifferently);
    }

    private static TypeChange Choose(bool fits, TypeChange change) => fits ? change : TypeChange.Narrower;

    private static bool IsDecimal(SqlType type) => type.Name is "decimal" or "numeric";

    private static int Fraction(SqlType type) =>
        type.Name switch
        {
            "datetime2" => type.First ?? 7,
            "datetime" => 3,
            _ => 0,
        };

    private static (bool Binary, bool National, bool Fixed)? Text(SqlType type) =>
        type.Name switch
        {
            "char" => (false, false, true),
            "varchar" => (false, false, false),
            "nchar" => (false, true, true),
            "nvarchar" => (false, true, false),
            "binary" => (true, false, true),
            "varbinary" => (true, false, false),
            _ => null,
        };
}

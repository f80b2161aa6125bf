namespace Mcpx.EndToEnd.Transcripts;

/// <summary>A product of its own for one story, and what is told in it.</summary>
internal sealed record House(Product Product, Transcript Told) : IAsyncDisposable
{
    public static async Task<House> OpenAsync(
        IReadOnlyList<(string Name, string Value)> variables,
        params string[] more
    )
    {
        var product = new Product(variables, more.Length > 0 ? more : ["--environments", "Prod"]);
        await product.InitializeAsync();
        return new(product, new(product));
    }

    public async ValueTask DisposeAsync()
    {
        Told.Dispose();
        await Product.DisposeAsync();
    }
}

namespace Mcpx.Domain.Signals;

/// <summary>The public host name of an environment, probed beside the instances: what people's browsers meet first.</summary>
public static class PublicHost
{
    /// <summary>How it is called among the instances; no instance may have this name.</summary>
    public const string Name = "public";
}

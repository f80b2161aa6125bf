namespace Mcpx.Sandbox;

/// <summary>Bad usage or bad configuration: the message is the one line a person gets, the exit code is 2.</summary>
internal sealed class UsageException(string message) : Exception(message);

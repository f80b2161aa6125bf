namespace Mcpx.Dashboard.Auth.Sessions;

internal static partial class Log
{
    [LoggerMessage(4101, LogLevel.Warning, "A session cannot be read; its person signs in again.")]
    public static partial void TicketUnreadable(ILogger logger, Exception problem);

    [LoggerMessage(
        4102,
        LogLevel.Warning,
        "Sessions cannot be kept in the store; they live in memory until it can be used."
    )]
    public static partial void SessionsUnreachable(ILogger logger, Exception problem);

    [LoggerMessage(
        4103,
        LogLevel.Warning,
        "The provider could not say whether {Person} still is who they were: {Reason}. The session goes on until {Until:u}."
    )]
    public static partial void NotRechecked(ILogger logger, string person, string reason, DateTimeOffset until);

    [LoggerMessage(4104, LogLevel.Information, "The session of {Person} ended: {Reason}.")]
    public static partial void Ended(ILogger logger, string person, string reason);

    [LoggerMessage(4105, LogLevel.Information, "The roles of {Person} changed from {Before} to {Now}.")]
    public static partial void RolesChanged(ILogger logger, string person, string before, string now);

    [LoggerMessage(4108, LogLevel.Warning, "Somebody came back from the provider and was not signed in.")]
    public static partial void NotSignedIn(ILogger logger, Exception? problem);

    [LoggerMessage(4107, LogLevel.Error, "The provider cannot be reached: nobody can sign in until it can.")]
    public static partial void ProviderAway(ILogger logger, Exception problem);

    [LoggerMessage(
        4106,
        LogLevel.Warning,
        "Keys that protect cookies cannot be kept in the store yet; they live in memory."
    )]
    public static partial void KeysUnreachable(ILogger logger, Exception problem);
}

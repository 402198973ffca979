/** What the app may do where it is installed, in the manifest's order; each is needed by a listener or a Web API method. */
export const BOT_SCOPES: readonly string[] = ['app_mentions:read', 'commands', 'chat:write', 'im:write']

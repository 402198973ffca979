/** What a page of an installation says. */
export interface InstallPage {
  title: string
  text: string
  link: { url: string; text: string }
}

/** A page that needs nothing from elsewhere. */
export function installPage({ title, text, link }: InstallPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark }
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem }
a { display: inline-block; margin-top: 1rem; padding: .6rem 1.2rem; border-radius: .4rem; background: #1f3a5f; color: #fff; text-decoration: none; font-weight: 600 }
a:focus-visible { outline: 3px solid #e8a33d; outline-offset: 2px }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.text)}</a></p>
</main>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

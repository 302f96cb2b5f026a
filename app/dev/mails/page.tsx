import Link from 'next/link';
import { notFound } from 'next/navigation';
import { type MailTemplate, mailLocales, mailTemplates, renderMail, sampleProps } from '#lib/mail/index.ts';
import { env } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Mails' };

const widths = [320, 600] as const;

type Props = { searchParams: Promise<{ template?: string; locale?: string }> };

/** Every mail the shop writes, at two widths, in development only. */
export default async function MailsPage({ searchParams }: Props) {
  if (env.NODE_ENV === 'production') notFound();
  const asked = await searchParams;
  const name: MailTemplate = mailTemplates.find((known) => known === asked.template) ?? 'confirmation';
  const locale = mailLocales.find((known) => known === asked.locale) ?? 'en';
  const mail = await renderMail(name, sampleProps(name), locale);
  return (
    <main className="grid gap-8 p-6 lg:grid-cols-[15rem_1fr]">
      <nav aria-label="Mails">
        <h1 className="display text-2xl">Mails</h1>
        <ul className="mt-4 space-y-2 text-sm">
          {mailTemplates.map((template) => (
            <li key={template} className="flex justify-between gap-3">
              <span>{template.replaceAll('_', ' ')}</span>
              <span className="flex gap-3">
                {mailLocales.map((language) => (
                  <Link
                    key={language}
                    href={`/dev/mails?template=${template}&locale=${language}`}
                    aria-current={template === name && language === locale ? 'page' : undefined}
                    aria-label={`${template.replaceAll('_', ' ')}, ${language}`}
                    className="underline aria-[current=page]:font-bold aria-[current=page]:no-underline"
                  >
                    {language}
                  </Link>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </nav>
      <section aria-label={mail.subject}>
        <p className="text-sm text-muted">Subject</p>
        <p className="text-lg font-semibold">{mail.subject}</p>
        <div className="mt-4 flex flex-wrap items-start gap-6">
          {widths.map((width) => (
            <figure key={width}>
              <figcaption className="mb-1 text-sm text-muted">{width} px</figcaption>
              <iframe
                title={`${mail.subject}, ${width} px wide`}
                srcDoc={mail.html}
                sandbox=""
                width={width}
                height={960}
                className="border border-line bg-white"
              />
            </figure>
          ))}
        </div>
        <h2 className="mt-6 text-sm text-muted">Text part</h2>
        <pre className="mt-1 max-w-[40rem] overflow-x-auto border border-line bg-sheet p-4 text-sm whitespace-pre-wrap">
          {mail.text}
        </pre>
      </section>
    </main>
  );
}

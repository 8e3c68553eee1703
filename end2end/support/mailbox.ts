// The sandbox's mailbox: what the portal really sent by SMTP.
export interface Mail {
  id: number;
  subject: string;
  text: string;
  html: string | null;
  links: string[];
  attachments: { name: string; type: string; size: number; url: string }[];
}

export class Mailbox {
  constructor(private readonly sandbox: string) {}

  /** Waits for a mail to `to` whose subject fits, and reads it. The newest one that fits. */
  async mail(to: string, subject: RegExp): Promise<Mail> {
    const end = Date.now() + 30_000;
    let seen: string[] = [];
    while (Date.now() < end) {
      const list = await this.json<{ mails: { subject: string; json: string }[] }>(
        `/mail.json?to=${encodeURIComponent(to)}`,
      );
      const fits = list.mails.find((mail) => subject.test(mail.subject));
      if (fits) return this.json<Mail>(fits.json);
      seen = list.mails.map((mail) => mail.subject);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`No mail to ${to} with ${subject}; there are: ${seen.join(' | ') || 'none'}`);
  }

  async attachment(mail: Mail, type: string): Promise<Uint8Array> {
    const found = mail.attachments.find((attachment) => attachment.type === type);
    if (!found) throw new Error(`“${mail.subject}” has no attachment of type ${type}`);
    return new Uint8Array(await (await fetch(this.sandbox + found.url)).arrayBuffer());
  }

  private async json<T>(path: string): Promise<T> {
    const answer = await fetch(this.sandbox + path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return (await answer.json()) as T;
  }
}

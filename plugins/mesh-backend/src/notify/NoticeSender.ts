import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Notice } from './Notice';
import type { NoticeClaims } from './NoticeClaims';
import { notificationOf } from './notificationOf';

/**
 * Sends a notice to those who have not been told by any replica.
 */
export class NoticeSender {
  private readonly claims: NoticeClaims;
  private readonly notifications: NotificationService;
  private readonly logger: LoggerService;
  private readonly now: () => Date;
  private failing = false;

  constructor(options: {
    claims: NoticeClaims;
    notifications: NotificationService;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.claims = options.claims;
    this.notifications = options.notifications;
    this.logger = options.logger;
    this.now = options.now ?? (() => new Date());
  }

  /**
   * Resolves to false when it could not be sent, and should be tried again. A process that dies between its claim and
   * the sending has not told: better not at all than twice.
   */
  async send(
    notice: Notice,
    about: { entityRef: string; owners: string[] },
  ): Promise<boolean> {
    let recipients: string[] = [];
    try {
      recipients = await this.claims.claim(notice, about.owners, this.now());
      if (recipients.length === 0) return true;
      await this.notifications.send(
        notificationOf(notice, { entityRef: about.entityRef, recipients }),
      );
      this.failing = false;
      return true;
    } catch (error) {
      this.complain(error);
      await this.claims
        .release(notice, recipients)
        .catch(failure => this.complain(failure));
      return false;
    }
  }

  /** Once until it works again: the portal may have no notifications plugin. */
  private complain(error: unknown): void {
    if (this.failing) {
      this.logger.debug('A notification was not sent', {
        cause: String(error),
      });
      return;
    }
    this.failing = true;
    this.logger.warn(
      'Notifications cannot be sent, and are tried again every minute. Install the notifications plugin, or set mesh.notifications.enabled to false.',
      { cause: String(error) },
    );
  }
}

/** What a notification carries for when it is clicked. */
export interface NotificationData {
  readonly conversationId?: number;
  readonly messageId?: number;
}

import type { Attachment } from '../rules/attachment.ts';

export interface WithAttachments {
  /** Files of the sender, oldest first. */
  attachments: Attachment[];
}

export const attachmentPaths = {
  attachments: {
    type: [
      {
        id: String,
        name: String,
        type: { type: String },
        bytes: Number,
        with: String,
        at: Date,
        publishedAt: Date,
        removedAt: Date,
        _id: false,
      },
    ],
    default: [],
  },
};

-- Who may work for a brand: those who taught it in a conversation. A brand that was taught from the terminal belongs to the whole studio.
ALTER TABLE brands ADD COLUMN people text[] NOT NULL DEFAULT '{}';

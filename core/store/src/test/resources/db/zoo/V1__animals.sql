CREATE TABLE zoo_animals (name TEXT NOT NULL);

INSERT INTO zoo_animals (name) VALUES ('ant');
INSERT INTO zoo_animals (name)
    VALUES ('bee');
